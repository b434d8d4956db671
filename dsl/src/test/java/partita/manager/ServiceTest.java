package partita.manager;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static partita.Par.par;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import partita.api.NotShippableException;
import partita.api.SharedList;
import partita.api.SharedManager;

/** Objects of a class of the user's in a manager. */
class ServiceTest {
    private static SharedManager manager;

    @BeforeAll
    static void start() {
        manager = par.heap("128m").manager();
    }

    @AfterAll
    static void end() {
        manager.close();
    }

    /** An interface that is not public. */
    interface Bank {
        long add(String account, long amount);

        Map<String, Long> accounts();

        void fail(String why) throws IOException;

        List<String> takes(SharedList<String> list, List<String> plain);

        Object unshippable();

        default long pid() {
            return ProcessHandle.current().pid();
        }
    }

    /** Has no synchronisation of its own. */
    static final class PlainBank implements Bank {
        private final Map<String, Long> accounts = new HashMap<>();

        PlainBank(String first) {
            accounts.put(first, 1L);
        }

        @Override
        public long add(String account, long amount) {
            long before = accounts.getOrDefault(account, 0L);
            Thread.yield();
            accounts.put(account, before + amount);
            return before + amount;
        }

        @Override
        public Map<String, Long> accounts() {
            return accounts;
        }

        @Override
        public void fail(String why) throws IOException {
            throw new IOException(why);
        }

        @Override
        public List<String> takes(SharedList<String> list, List<String> plain) {
            list.add("from the manager");
            plain.add("a copy's");
            return plain;
        }

        @Override
        public Object unshippable() {
            return Thread.currentThread();
        }

        @Override
        public String toString() {
            return "a bank with " + accounts.size();
        }
    }

    @Test
    void service_methods_runInTheManagerOnOneObject() {
        String first = "first";
        Bank bank = manager.register("bank", Bank.class, () -> new PlainBank(first));
        assertEquals(manager.pid(), bank.pid());
        assertEquals(5, bank.add("a", 5));
        assertEquals(7, manager.get("bank", Bank.class).add("a", 2));
        assertEquals(bank, manager.get("bank", Bank.class));
        assertEquals(Map.of("first", 1L, "a", 7L), bank.accounts());
        bank.accounts().clear();
        assertEquals(2, bank.accounts().size());
        assertEquals("a bank with 2", bank.toString());
        assertNotEquals(bank, manager.register("other", Bank.class, () -> new PlainBank("x")));
        var e = assertThrows(
                IllegalStateException.class, () -> manager.register("bank", Bank.class, () -> new PlainBank("x")));
        assertTrue(e.getMessage().contains("name=bank"), e::getMessage);
        assertThrows(IllegalStateException.class, () -> manager.get("bank", Runnable.class));
        assertThrows(NoSuchElementException.class, () -> manager.get("nobody", Bank.class));
        assertThrows(IllegalArgumentException.class, () -> manager.get("bank", String.class));
    }

    @Test
    void service_unsynchronisedObjectEightWorkers_losesNothing() {
        Bank bank = manager.register("counts", Bank.class, () -> new PlainBank("x"));
        par.workers(2).chunkSize(10).forEach(par.range(400), _ -> bank.add("n", 1));
        assertEquals(400, bank.add("n", 0));
    }

    @Test
    void service_argumentsAndResults_areCopiesOrTheSameSharedObject() {
        Bank bank = manager.register("args", Bank.class, () -> new PlainBank("x"));
        SharedList<String> shared = manager.list();
        List<String> plain = new ArrayList<>(List.of("mine"));
        List<String> back = bank.takes(shared, plain);
        assertEquals(List.of("from the manager"), shared);
        assertEquals(List.of("mine"), plain);
        back.add("and may be changed");
        assertEquals(List.of("mine", "a copy's", "and may be changed"), back);
    }

    @Test
    void service_methodThrows_callerGetsThat() {
        Bank bank = manager.register("fails", Bank.class, () -> new PlainBank("x"));
        var e = assertThrows(IOException.class, () -> bank.fail("on purpose"));
        assertEquals("on purpose", e.getMessage());
        assertThrows(NotShippableException.class, bank::unshippable);
        assertThrows(
                IllegalArgumentException.class,
                () -> manager.register("broken", Bank.class, () -> {
                    throw new IllegalArgumentException("no bank today");
                }));
        assertThrows(NoSuchElementException.class, () -> manager.get("broken", Bank.class));
        assertEquals(
                1,
                manager.register("broken", Bank.class, () -> new PlainBank("x"))
                        .accounts()
                        .size());
    }

    @Test
    void service_travels() {
        Bank bank = manager.register("travels", Bank.class, () -> new PlainBank("x"));
        assertEquals(3, par.apply(() -> bank.add("w", 3)));
        Map<String, Bank> banks = manager.<String, Bank>dict();
        banks.put("b", bank);
        assertEquals(4, banks.get("b").add("w", 1));
        assertEquals(List.of(bank), par.map(List.of(bank), b -> b));
    }
}
