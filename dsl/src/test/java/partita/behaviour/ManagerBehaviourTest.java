package partita.behaviour;

import static java.time.Duration.ofMillis;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static partita.Par.par;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import partita.api.ChildProcess;
import partita.api.ClosedException;
import partita.api.ParTimeoutException;
import partita.api.SharedDict;
import partita.api.SharedList;
import partita.api.SharedManager;
import partita.api.SharedNamespace;
import partita.api.SharedQueue;
import partita.testing.Behaviour;

/** CPython's tests of managers: containers, objects of one's own, failures. */
class ManagerBehaviourTest {
    private static SharedManager manager;

    @BeforeAll
    static void start() {
        manager = par.heap("128m").manager();
    }

    @AfterAll
    static void end() {
        manager.shutdown();
    }

    private static List<Integer> range(int n) {
        return IntStream.range(0, n).boxed().toList();
    }

    private static SharedList<Integer> list(List<Integer> items) {
        SharedList<Integer> list = manager.list();
        list.addAll(items);
        return list;
    }

    @Test
    @Behaviour(
            value = "_TestContainers.list",
            checks =
                    "a shared list is extended, cut, repeated and joined as a list; lists in a list stay the same lists")
    void list_asInPython_works() {
        SharedList<Integer> a = list(range(10));
        SharedList<Integer> b = manager.list();
        assertEquals(List.of(), b);
        b.addAll(range(5));
        assertEquals(2, b.get(2));
        assertEquals(List.of(2, 3, 4), b.subList(2, 5));
        b.addAll(b.toList());
        assertEquals(List.of(0, 1, 2, 3, 4, 0, 1, 2, 3, 4), b);
        List<Integer> joined = b.toList();
        joined.addAll(List.of(5, 6));
        assertEquals(12, joined.size());
        assertEquals(10, b.size());
        SharedList<List<Integer>> both = manager.list();
        both.addAll(List.of(a, b));
        assertEquals(
                List.of(range(10), b.toList()),
                both.stream().map(ArrayList::new).toList());
        SharedList<SharedList<Integer>> f = manager.list();
        f.add(a);
        a.add(77);
        assertEquals(77, f.get(0).getLast());
        assertEquals(11, f.get(0).size());
    }

    @Test
    @Behaviour(
            value = "_TestContainers.list_isinstance",
            checks = "a shared list is a List, also for code that knows nothing of sharing")
    void list_isAList() {
        assertInstanceOf(List.class, manager.list());
        List<Integer> list = list(List.of(3, 1, 2));
        java.util.Collections.sort(list);
        assertEquals(List.of(1, 2, 3), list);
    }

    @Test
    @Behaviour(
            value = "_TestContainers.list_iter",
            checks = "an iterator gives all items and then no more; a change before its first step is seen")
    void list_iterated_givesAllOnce() {
        SharedList<Integer> a = list(range(10));
        var items = a.iterator();
        var got = new ArrayList<Integer>();
        items.forEachRemaining(got::add);
        assertEquals(range(10), got);
        assertFalse(items.hasNext());
        var again = a.iterator();
        a.set(0, 100);
        assertEquals(100, again.next());
    }

    @Test
    @Behaviour(
            value = "_TestContainers.list_proxy_in_list",
            checks = "a change of a shared list inside a shared list is one of that list alone; a list may hold itself")
    void list_listsInside_areIndependent() {
        SharedList<SharedList<Integer>> a = manager.list();
        for (int i = 0; i < 3; i++) {
            a.add(list(range(3)));
        }
        assertEquals(List.of(range(3), range(3), range(3)), a);
        a.get(0).set(2, 55);
        assertEquals(List.of(0, 1, 55), a.get(0));
        assertEquals(range(3), a.get(1));
        assertEquals(2, a.get(1).removeLast());
        assertEquals(List.of(3, 2, 3), a.stream().map(List::size).toList());
        SharedList<Object> b = manager.list();
        b.add(b);
        assertEquals(1, ((List<?>) b.get(0)).size());
    }

    @Test
    @Behaviour(
            value = "_TestContainers.dict",
            checks = "what is put into a shared dict is in its copy, keys, values and items, in order")
    void dict_asInPython_works() {
        SharedDict<Integer, String> d = manager.dict();
        Map<Integer, String> expected = new HashMap<>();
        for (int i = 65; i < 70; i++) {
            d.put(i, Character.toString(i));
            expected.put(i, Character.toString(i));
        }
        assertEquals(expected, d.toMap());
        assertEquals(List.of(65, 66, 67, 68, 69), List.copyOf(d.keySet()));
        assertEquals(List.of("A", "B", "C", "D", "E"), List.copyOf(d.values()));
        assertEquals(expected.entrySet(), d.entrySet());
    }

    @Test
    @Behaviour(
            value = "_TestContainers.dict_isinstance",
            checks = "a shared dict is a Map and a ConcurrentMap, also for code that knows nothing of sharing")
    void dict_isAMap() {
        assertInstanceOf(ConcurrentMap.class, manager.dict());
        Map<String, Integer> map = manager.dict();
        map.put("b", 1);
        assertEquals(new TreeSet<>(List.of("b")), new TreeSet<>(map.keySet()));
    }

    @Test
    @Behaviour(
            value = "_TestContainers.dict_iter",
            checks =
                    "an iterator gives all keys and then no more; one of a dict that was emptied meanwhile throws at its"
                            + " first step")
    void dict_iterated_givesAllKeysOnce() {
        SharedDict<Integer, String> d = manager.dict();
        for (int i = 65; i < 70; i++) {
            d.put(i, "");
        }
        var keys = d.keySet().iterator();
        var got = new ArrayList<Integer>();
        keys.forEachRemaining(got::add);
        assertEquals(List.of(65, 66, 67, 68, 69), got);
        assertFalse(keys.hasNext());
        var again = d.keySet().iterator();
        d.clear();
        assertThrows(NoSuchElementException.class, again::next);
    }

    @Test
    @Behaviour(
            value = "_TestContainers.dict_proxy_nested",
            checks =
                    "dicts in a dict or list are changed through either way, outlive the dict that held them, and a plain"
                            + " list beside them is a plain list")
    void dict_dictsInside_areTheSame() {
        SharedDict<String, Integer> pets = manager.dict();
        pets.putAll(Map.of("ferrets", 2, "hamsters", 4));
        SharedDict<String, Integer> supplies = manager.dict();
        supplies.putAll(Map.of("water", 10, "feed", 3));
        SharedDict<String, SharedDict<String, Integer>> d = manager.dict();
        d.putAll(Map.of("pets", pets, "supplies", supplies));
        assertEquals(10, d.get("supplies").get("water"));
        d.get("supplies").put("blankets", 5);
        assertEquals(5, supplies.get("blankets"));
        supplies.put("water", 7);
        assertEquals(7, d.get("supplies").get("water"));
        SharedDict<String, Integer> again = d.get("pets");
        d.clear();
        assertEquals(0, d.size());
        assertEquals(4, again.get("hamsters"));
        SharedList<SharedDict<String, Integer>> l = manager.list();
        l.addAll(List.of(again, supplies));
        l.get(0).put("marmots", 1);
        assertEquals(1, pets.get("marmots"));
        SharedList<Object> outer = manager.list();
        outer.addAll(List.of(new ArrayList<>(List.of(88, 99)), l));
        assertInstanceOf(ArrayList.class, outer.get(0));
        var inner = (List<?>) outer.getLast();
        assertEquals(3, ((Map<?, ?>) inner.get(1)).get("feed"));
    }

    @Test
    @Behaviour(value = "_TestContainers.nested_queue", checks = "a queue in a list or a dict is that queue")
    void queue_inListAndDict_isTheQueue() {
        SharedList<SharedQueue<Integer>> a = manager.list();
        a.add(manager.queue());
        a.get(0).put(123);
        assertEquals(123, a.get(0).get());
        SharedDict<Integer, SharedQueue<Integer>> b = manager.dict();
        b.put(0, manager.queue());
        b.get(0).put(456);
        assertEquals(456, b.get(0).get());
    }

    @Test
    @Behaviour(
            value = "_TestContainers.namespace",
            checks = "names are set, read, taken away and shown; one that was taken away is not there")
    void namespace_names_comeAndGo() {
        SharedNamespace n = manager.namespace();
        n.set("name", "Bob");
        n.set("job", "Builder");
        assertEquals("Bob", n.get("name"));
        assertEquals("Builder", n.get("job"));
        n.remove("job");
        assertEquals("Namespace(name=Bob)", n.toString());
        assertTrue(n.has("name"));
        assertFalse(n.has("job"));
        assertThrows(NoSuchElementException.class, () -> n.get("job"));
    }

    /** What a manager of one's own offers. */
    interface Foo {
        String f();

        String g();
    }

    /** The rest of it, for those who may. */
    interface Bar {
        String f();

        String h();
    }

    /** Has more than either interface shows. */
    static final class FooBar implements Foo, Bar {
        @Override
        public String f() {
            return "f()";
        }

        @Override
        public String g() {
            throw new IllegalArgumentException("g()");
        }

        @Override
        public String h() {
            return "h()";
        }
    }

    private static void common(SharedManager own) {
        Foo foo = own.register("Foo", Foo.class, FooBar::new);
        Bar bar = own.register("Bar", Bar.class, FooBar::new);
        assertEquals("f()", foo.f());
        var e = assertThrows(IllegalArgumentException.class, foo::g);
        assertEquals("g()", e.getMessage());
        assertFalse(foo instanceof Bar, "what the interface does not show is not there");
        assertThrows(IllegalStateException.class, () -> own.get("Foo", Bar.class));
        assertEquals("f()", bar.f());
        assertEquals("h()", bar.h());
    }

    private static ChildProcess processOf(SharedManager own) {
        long pid = own.pid();
        return par.activeChildren().stream()
                .filter(c -> c.pid() == pid)
                .findFirst()
                .orElseThrow();
    }

    @Test
    @Behaviour(
            value = "_TestMyManager.mymanager",
            checks = "objects of one's own show the methods of their interface, whose failures reach the caller; the"
                    + " manager shut down ends with code 0")
    void ownManager_shutDown_endsInGoodOrder() {
        SharedManager own = par.heap("64m").manager();
        ChildProcess process = processOf(own);
        common(own);
        own.shutdown();
        assertEquals(0, process.exitCode());
    }

    @Test
    @Behaviour(
            value = "_TestMyManager.mymanager_context",
            checks = "a manager made for a block ends with the block, with code 0")
    void ownManager_inABlock_endsWithIt() {
        ChildProcess process;
        try (SharedManager own = par.heap("64m").manager()) {
            process = processOf(own);
            common(own);
        }
        assertEquals(0, process.exitCode());
    }

    @Test
    @Behaviour(
            value = "_TestMyManager.mymanager_context_prestarted",
            checks = "a manager that ran before the block ends with the block, with code 0")
    void ownManager_startedBeforeTheBlock_endsWithIt() {
        SharedManager before = par.heap("64m").manager();
        ChildProcess process = processOf(before);
        assertEquals(0, before.list().size());
        try (before) {
            common(before);
        }
        assertEquals(0, process.exitCode());
        assertThrows(ClosedException.class, before::list);
    }

    @Test
    @Behaviour(
            value = "TestManagerExceptions.queue_get",
            checks = "a queue of a manager that stays empty gives the typed error, again and again, and nothing is kept"
                    + " of it in the manager")
    void queue_empty_givesTheTypedError() {
        SharedQueue<Integer> queue = manager.queue();
        for (int i = 0; i < 3; i++) {
            var e = assertThrows(ParTimeoutException.class, () -> queue.get(ofMillis(1)));
            assertEquals(null, e.getCause());
        }
        queue.put(1);
        assertEquals(1, queue.get());
    }

    @Test
    @Behaviour(
            value = "TestManagerExceptions.dispatch",
            checks = "a call of what the manager does not know, or of what fails there, is the caller's error, and the"
                    + " manager serves on")
    void call_ofWhatFailsThere_isTheCallersError() {
        SharedDict<Integer, Integer> dict = manager.dict();
        assertThrows(NullPointerException.class, () -> dict.compute(1, (k, v) -> v + 1));
        assertThrows(NoSuchElementException.class, () -> manager.get("FooOfNobody", Foo.class));
        dict.put(1, 1);
        assertEquals(2, dict.compute(1, (k, v) -> v + 1));
    }

    @Test
    @Behaviour(
            value = "TestInitializers.manager_initializer",
            checks = "what a manager is to do first has been done, once, in its process, when the manager is there")
    void initializer_ofAManager_hasRun() {
        SharedNamespace ns = manager.namespace();
        ns.set("test", 0);
        assertThrows(NullPointerException.class, () -> par.initializer(null));
        try (SharedManager own = par.heap("64m")
                .initializer(() -> {
                    ns.set("test", ns.get("test", Integer.class) + 1);
                    ns.set("pid", ProcessHandle.current().pid());
                })
                .manager()) {
            assertEquals(1, ns.get("test"));
            assertEquals(own.pid(), ns.get("pid"));
        }
    }

    @Test
    @Behaviour(
            value = "_TestRemoteManager.remote",
            checks = "texts of all alphabets, numbers, truth values, null and bytes that another process puts into a"
                    + " manager's queue over the network are got here; what cannot travel is refused")
    void remote_valuesOfAnotherProcess_areGotHere() {
        byte[] key = new byte[32];
        new java.security.SecureRandom().nextBytes(key);
        List<Object> values = java.util.Arrays.asList(
                "hello world",
                null,
                true,
                2.25,
                "hall\u00e5 v\u00e4rlden",
                "\u043f\u0440\u0438\u0432\u0456\u0442",
                List.of((byte) 104));
        try (SharedManager server = par.heap("64m").manager()) {
            String address = server.serve("tcp://127.0.0.1:0", key);
            ChildProcess child = Children.start(() -> {
                try (SharedManager client = par.manager(address, key)) {
                    client.queue("q").put(values);
                }
            });
            try (SharedManager second = par.manager(address, key)) {
                SharedQueue<Object> queue = second.queue("q");
                assertEquals(values, queue.get());
                assertThrows(partita.api.NotShippableException.class, () -> queue.put(Thread.currentThread()));
            }
            Children.join(child);
        }
    }

    @Test
    @Behaviour(
            value = "_TestManagerRestart.rapid_restart",
            checks = "a manager that was shut down is followed at once by another one at the same address")
    void restart_atTheSameAddress_isPossibleAtOnce() {
        byte[] key = {4, 2};
        SharedManager first = par.heap("64m").manager();
        String address = first.serve("tcp://127.0.0.1:0", key);
        ChildProcess child =
                Children.start(() -> par.manager(address, key).queue("q").put("hello world"));
        assertEquals("hello world", first.queue("q").get());
        Children.join(child);
        try (SharedManager client = par.manager(address, key)) {
            first.shutdown();
            assertThrows(ClosedException.class, client::list);
        }
        try (SharedManager next = par.heap("64m").manager()) {
            assertEquals(address, next.serve(address, key));
            try (SharedManager client = par.manager(address, key)) {
                assertEquals(0, client.queue("q").size(), "it is another one");
            }
        }
    }
}
