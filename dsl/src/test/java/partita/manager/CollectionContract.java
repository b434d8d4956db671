package partita.manager;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.junit.jupiter.api.Test;
import partita.api.NotShippableException;
import partita.api.SharedCounter;
import partita.api.SharedDict;
import partita.api.SharedList;
import partita.api.SharedManager;
import partita.api.SharedNamespace;
import partita.api.SharedSet;

/** What collections of a manager do, whichever way leads to it. */
abstract class CollectionContract {
    /** A key whose equality is its own. */
    record Point(int x, int y) implements Comparable<Point> {
        @Override
        public int compareTo(Point other) {
            return Integer.compare(x, other.x);
        }
    }

    abstract SharedManager manager();

    @Test
    void dict_asAMap_keepsOrderAndEquality() {
        SharedDict<Object, Object> dict = manager().dict();
        assertNull(dict.put("b", 1));
        assertNull(dict.put(new Point(1, 2), "point"));
        assertNull(dict.put(List.of("a", 1L), 2.5));
        assertEquals(1, dict.put("b", 3));
        assertEquals("point", dict.get(new Point(1, 2)));
        assertEquals(2.5, dict.get(new ArrayList<>(List.of("a", 1L))), "equal by equals, not by their bytes");
        assertNull(dict.get("c"));
        assertEquals(3, dict.size());
        assertEquals(List.of("b", new Point(1, 2), List.of("a", 1L)), new ArrayList<>(dict.keySet()));
        assertEquals("{b=3, Point[x=1, y=2]=point, [a, 1]=2.5}", dict.toString());
        assertTrue(dict.containsKey(new Point(1, 2)));
        assertTrue(dict.containsValue("point"));
        assertFalse(dict.containsValue("line"));
        assertEquals(dict.toMap(), dict);
        assertEquals("point", dict.remove(new Point(1, 2)));
        assertTrue(dict.keySet().remove("b"));
        dict.clear();
        assertTrue(dict.isEmpty());
        assertThrows(NullPointerException.class, () -> dict.put("k", null));
        assertThrows(NullPointerException.class, () -> dict.get(null));
    }

    @Test
    void dict_conditionalChanges_areAsInEveryConcurrentMap() {
        SharedDict<String, Integer> dict = manager().dict(String.class, Integer.class);
        assertNull(dict.putIfAbsent("a", 1));
        assertEquals(1, dict.putIfAbsent("a", 2));
        assertFalse(dict.replace("a", 5, 6));
        assertTrue(dict.replace("a", 1, 6));
        assertEquals(6, dict.replace("a", 7));
        assertNull(dict.replace("z", 7));
        assertFalse(dict.remove("a", 6));
        assertTrue(dict.remove("a", 7));
        dict.putAll(Map.of("x", 1));
        assertEquals(1, dict.getOrDefault("x", 9));
        assertEquals(9, dict.getOrDefault("y", 9));
        assertEquals(Map.entry("x", 1), dict.pollLastEntry());
        assertNull(dict.pollLastEntry());
    }

    @Test
    void dict_functions_runThereAndGiveWhatTheyGive() {
        SharedDict<String, Integer> dict = manager().dict(String.class, Integer.class);
        int more = 10;
        assertEquals(1, dict.merge("a", 1, Integer::sum));
        assertEquals(2, dict.merge("a", 1, (x, y) -> x + y));
        assertEquals(12, dict.compute("a", (k, v) -> v + more));
        assertEquals(1, dict.compute("new", (k, v) -> v == null ? k.length() - 2 : v));
        assertEquals(5, dict.computeIfAbsent("five5", k -> k.length()));
        assertEquals(5, dict.computeIfAbsent("five5", k -> 0));
        assertNull(dict.computeIfPresent("none", (k, v) -> v + 1));
        assertNull(dict.computeIfPresent("new", (k, v) -> null));
        assertFalse(dict.containsKey("new"));
        assertEquals(24, dict.update("a", 0, v -> 2 * v));
        assertEquals(101, dict.update("b", 100, v -> v + 1));
        dict.replaceAll((k, v) -> v + k.length());
        assertEquals(Map.of("a", 25, "five5", 10, "b", 102), dict);
        long there = manager().pid();
        SharedDict<String, Long> pids = manager().dict();
        assertEquals(
                there, pids.computeIfAbsent("pid", k -> ProcessHandle.current().pid()));
    }

    @Test
    void dict_numbers_keepTheirClass() {
        SharedDict<String, Integer> ints = manager().dict(String.class, Integer.class);
        int two = ints.incrementBy("a", 2);
        assertEquals(5, two + ints.increment("a"));
        SharedDict<String, Object> any = manager().dict();
        var e = assertThrows(IllegalStateException.class, () -> any.incrementBy("a", 1));
        assertTrue(e.getMessage().contains("key=a"), e::getMessage);
        any.put("a", 1.5);
        assertEquals(3.5, any.incrementBy("a", 2));
        any.put("a", "text");
        assertTrue(assertThrows(IllegalStateException.class, () -> any.incrementBy("a", 1))
                .getMessage()
                .contains("is text"));
    }

    @Test
    void dict_functionThrows_changesNothingAndThrowsIt() {
        SharedDict<String, Integer> dict = manager().dict();
        dict.put("a", 1);
        var e = assertThrows(ArithmeticException.class, () -> dict.compute("a", (k, v) -> v / 0));
        assertEquals("/ by zero", e.getMessage());
        assertThrows(ArithmeticException.class, () -> dict.replaceAll((k, v) -> v / 0));
        assertEquals(1, dict.get("a"));
        SharedDict<String, Integer> other = manager().dict();
        assertThrows(
                ClassCastException.class,
                () -> other.computeIfAbsent("a", k -> (Integer) (Object) k)); // the other side's cast
    }

    @Test
    void dict_functionOfPlainJavasOwnType_isRefusedWithAdvice() {
        ConcurrentMap<String, Integer> map = manager().dict();
        map.put("a", 1);
        assertThrows(NotShippableException.class, () -> map.merge("a", 1, Integer::sum));
    }

    @Test
    void dict_functionAsksItsOwnDict_isRefusedNotHung() {
        SharedDict<String, Integer> dict = manager().dict();
        SharedDict<String, Integer> other = manager().dict();
        dict.put("a", 1);
        other.put("a", 5);
        var e = assertThrows(IllegalStateException.class, () -> dict.compute("a", (k, v) -> dict.get("a")));
        assertTrue(e.getMessage().contains("for ever"), e::getMessage);
        assertEquals(6, dict.compute("a", (k, v) -> v + other.get("a")), "another one may be asked");
        assertThrows(
                IllegalStateException.class,
                () -> dict.compute("a", (k, v) -> other.compute("a", (l, w) -> dict.get("a"))));
    }

    @Test
    void dict_nestedPlainCollection_refusesChanges() {
        SharedDict<String, Object> dict = manager().dict();
        dict.put("list", new ArrayList<>(List.of(1, new ArrayList<>(List.of(2)))));
        dict.put("map", new HashMap<>(Map.of("k", new TreeMap<>(Map.of("l", 1)))));
        var list = (ArrayList<Object>) cast(dict.get("list"));
        assertThrows(UnsupportedOperationException.class, () -> list.add(3));
        assertThrows(UnsupportedOperationException.class, () -> list.iterator().remove());
        assertThrows(UnsupportedOperationException.class, () -> ((List<Object>) cast(list.get(1))).clear());
        var map = (HashMap<String, TreeMap<String, Integer>>) CollectionContract.<Object>cast(dict.get("map"));
        assertThrows(UnsupportedOperationException.class, () -> map.put("x", new TreeMap<>()));
        assertThrows(UnsupportedOperationException.class, () -> map.get("k").merge("l", 1, Integer::sum));
        assertThrows(
                UnsupportedOperationException.class,
                () -> map.entrySet().iterator().next().setValue(new TreeMap<>()));
        assertEquals(List.of(1, List.of(2)), list);
        assertEquals(Map.of("k", Map.of("l", 1)), map);
        dict.put("again", list);
        dict.put("list", new ArrayList<>(list) {});
        SharedDict<String, ArrayList<Integer>> lists = manager().dict();
        lists.put("xs", new ArrayList<>());
        lists.compute("xs", (k, xs) -> {
            xs.add(7); // there, it is the dict's own
            return xs;
        });
        assertEquals(List.of(7), lists.get("xs"));
        var e = assertThrows(NotShippableException.class, () -> dict.put("map", new ConcurrentHashMap<>()));
        assertTrue(e.getMessage().contains("ConcurrentHashMap"), e::getMessage);
    }

    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // tests know
    private static <T> T cast(Object value) {
        return (T) value;
    }

    @Test
    void dict_nestedContainers_areTheSameEverywhere() {
        SharedManager m = manager();
        SharedDict<String, SharedList<Integer>> dict = m.dict();
        dict.put("xs", m.list(Integer.class));
        dict.get("xs").add(1);
        dict.get("xs").add(2);
        assertEquals(List.of(1, 2), dict.get("xs"));
        SharedDict<String, SharedManager> managers = m.dict();
        managers.put("m", m);
        assertEquals(m.pid(), managers.get("m").pid());
        SharedList<Object> self = m.list();
        self.add(self);
        assertTrue(self.toString().startsWith("[list#"), self::toString);
    }

    @Test
    void list_asAList_doesWhatListsDo() {
        SharedList<Object> list = manager().list();
        list.addAll(List.of(3, 1, 2));
        list.add(1, "x");
        list.add(null);
        assertEquals(Arrays.asList(3, "x", 1, 2, null), list);
        assertEquals("x", list.remove(1));
        assertTrue(list.remove(null));
        assertEquals(3, list.set(0, 30));
        assertEquals(30, list.get(0));
        assertEquals(1, list.indexOf(1));
        assertEquals(-1, list.indexOf("none"));
        list.add(new Point(1, 2));
        assertEquals(3, list.lastIndexOf(new Point(1, 2)));
        assertTrue(list.contains(new Point(1, 2)));
        assertEquals(new Point(1, 2), list.removeLast());
        assertEquals(List.of(1, 2), list.subList(1, 3));
        assertThrows(IndexOutOfBoundsException.class, () -> list.get(3));
        assertThrows(IndexOutOfBoundsException.class, () -> list.get(-1));
        assertThrows(IndexOutOfBoundsException.class, () -> list.add(9, 1));
        assertEquals(List.of(30, 1, 2), list.stream().toList());
        list.clear();
        assertThrows(NoSuchElementException.class, list::removeFirst);
        assertThrows(NoSuchElementException.class, list::removeLast);
    }

    @Test
    void list_functions_runThere() {
        SharedList<Integer> list = manager().list(Integer.class);
        list.addAll(List.of(3, 1, 2));
        list.sort(null);
        assertEquals(List.of(1, 2, 3), list);
        list.sort(Comparator.reverseOrder());
        assertEquals(List.of(3, 2, 1), list);
        list.sort((Comparator<Integer> & Serializable) (a, b) -> a - b);
        list.replaceAll(x -> 10 * x);
        assertEquals(31, list.update(2, x -> x + 1));
        assertTrue(list.removeIf(x -> x == 20));
        assertFalse(list.removeIf(x -> x == 20));
        assertEquals(List.of(10, 31), list);
        assertThrows(IndexOutOfBoundsException.class, () -> list.update(5, x -> x));
        SharedList<Point> points = manager().list(Point.class);
        points.addAll(List.of(new Point(2, 0), new Point(1, 0)));
        points.sort(null);
        assertEquals(new Point(1, 0), points.removeFirst());
    }

    @Test
    void set_asASet_doesWhatSetsDo() {
        SharedSet<Object> set = manager().set();
        assertTrue(set.add("a"));
        assertFalse(set.add("a"));
        assertTrue(set.addAll(List.of("b", new Point(1, 1))));
        assertTrue(set.containsAll(List.of("a", new Point(1, 1))));
        assertFalse(set.contains("z"));
        assertEquals(Set.of("a", "b", new Point(1, 1)), set);
        assertTrue(set.remove(new Point(1, 1)));
        assertTrue(set.retainAll(List.of("b", "c")));
        assertEquals(List.of("b"), new ArrayList<>(set));
        assertTrue(set.removeIf(x -> x.equals("b")));
        assertTrue(set.isEmpty());
    }

    @Test
    void namespace_names_haveValues() {
        SharedNamespace ns = manager().namespace();
        ns.set("name", "Bob");
        ns.set("none", null);
        assertEquals("Bob", ns.get("name"));
        assertEquals("Bob", ns.get("name", String.class));
        assertNull(ns.get("none"));
        assertThrows(ClassCastException.class, () -> ns.get("name", Integer.class));
        assertEquals(Set.of("name", "none"), ns.names());
        ns.remove("none");
        assertFalse(ns.has("none"));
        var e = assertThrows(NoSuchElementException.class, () -> ns.get("none"));
        assertTrue(e.getMessage().contains("name=none") && e.getMessage().contains("[name]"), e::getMessage);
        assertEquals("Namespace(name=Bob)", ns.toString());
    }

    @Test
    void counter_counts_areExact() {
        SharedCounter<String> counter = manager().counter(String.class);
        counter.update(List.of("a", "b", "a", "c", "b", "a"));
        assertEquals(4, counter.add("a"));
        assertEquals(1, counter.add("d", 1));
        assertEquals(List.of(Map.entry("a", 4L), Map.entry("b", 2L)), counter.mostCommon(2));
        assertEquals(8, counter.total());
        assertEquals(0, counter.get("z"));
        counter.addAll(Map.of("c", 10));
        assertEquals(11, counter.get("c"));
        assertEquals(
                List.of("c", "a", "b", "d"),
                counter.mostCommon().stream().map(Map.Entry::getKey).toList());
        assertEquals(Map.of("a", 4L, "b", 2L, "c", 11L, "d", 1L), counter.toMap());
        assertThrows(IllegalArgumentException.class, () -> counter.mostCommon(-1));
    }

    @Test
    void names_giveTheSameObject() {
        SharedManager m = manager();
        String name = "totals" + System.nanoTime();
        m.dict(name).put("a", 1);
        assertEquals(1, m.dict(name).get("a"));
        assertEquals(m.dict(name), m.dict(name));
        var e = assertThrows(IllegalStateException.class, () -> m.list(name));
        assertTrue(e.getMessage().contains("name=" + name), e::getMessage);
        m.queue(name + "q", 2).put(1);
        assertEquals(1, m.queue(name + "q").remainingCapacity());
        assertThrows(IllegalStateException.class, () -> m.queue(name + "q", 3));
        m.value(name + "v", 1).set(5);
        assertEquals(5, m.value(name + "v", 1).get());
        try (var _ = m.rlock(name + "l").acquire()) {
            assertTrue(m.rlock(name + "l").isLocked());
        }
        assertNotEquals(m.semaphore(3), m.semaphore(3));
        assertTrue(m.semaphore(name + "s", 3).tryAcquire());
        assertEquals(2, m.semaphore(name + "s", 3).availablePermits());
        try (var _ = m.value(name + "v", 1).lock().acquire()) {
            assertTrue(m.value(name + "v", 1).lock().isLocked());
        }
    }
}
