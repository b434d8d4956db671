package partita.internal.broker;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.Arena;
import java.util.Arrays;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import partita.testing.Exploration;

/** Every order of the steps of a few who wait for an event and of one who sets and clears it and may die meanwhile. */
class EventModelTest {
    /** What a protocol may do wrong. */
    private enum Fault {
        /** It does not count how often it was set. */
        NO_COUNT,
        /** Who sets it looks for sleepers first. */
        LOOKS_FIRST,
        /** A waiter sleeps without having said so. */
        UNSAID,
        /** The broker wakes nobody when a process has ended. */
        NO_WAKE_AT_END
    }

    /** As a row: set, how often, whether somebody sleeps, the setter's state and look, the broker's, and the waiters. */
    private record Model(int waiters, boolean clears, boolean dies, Fault fault) {
        private static final int SET = 0;
        private static final int COUNT = 1;
        private static final int SLEEPERS = 2;
        private static final int SETTER = 3;
        private static final int SAW = 4;
        private static final int BROKER = 5;
        private static final int GLOBALS = 6;
        // a waiter: where it is, the count that it began with
        private static final int SIZE = 2;

        private static final int BEGIN = 0;
        private static final int SAY = 1;
        private static final int SLEEP = 2;
        private static final int ASLEEP = 3;
        private static final int OVER = 4;

        private static int its(int p) {
            return GLOBALS + p * SIZE;
        }

        int explore() {
            return Exploration.explore(new int[its(waiters)], this::next, _ -> {}, this::atEnd);
        }

        private void atEnd(int[] s) {
            for (int p = 0; p < waiters; p++) {
                int own = p;
                assertTrue(
                        s[its(p)] == OVER || (s[SET] == 0 && s[its(p) + 1] == s[COUNT]),
                        () -> "it was set, and one waits: waiter=" + own + " " + Arrays.toString(s));
            }
        }

        private static void with(int[] s, Consumer<int[]> out, Consumer<int[]> change) {
            int[] next = s.clone();
            change.accept(next);
            out.accept(next);
        }

        private boolean happened(int[] s, int p) {
            return s[SET] == 1 || (fault != Fault.NO_COUNT && s[its(p) + 1] != s[COUNT]);
        }

        private void next(int[] s, Consumer<int[]> out) {
            for (int p = 0; p < waiters; p++) {
                int own = p;
                int its = its(p);
                switch (s[its]) {
                    case BEGIN ->
                        with(s, out, t -> {
                            t[its + 1] = t[COUNT];
                            t[its] = t[SET] == 1 ? OVER : SAY;
                        });
                    case SAY ->
                        with(s, out, t -> {
                            t[SLEEPERS] = fault == Fault.UNSAID ? t[SLEEPERS] : 1;
                            t[its] = SLEEP;
                        });
                    case SLEEP -> with(s, out, t -> t[its] = happened(t, own) ? OVER : ASLEEP);
                    default -> {}
                }
            }
            setter(s, out);
            if (dies && s[SETTER] > 0 && s[SETTER] < OVER) {
                with(s, out, t -> {
                    t[SETTER] = OVER;
                    t[BROKER] = 1;
                });
            }
            if (s[BROKER] == 1) {
                with(s, out, t -> {
                    if (fault != Fault.NO_WAKE_AT_END) {
                        wake(t);
                    }
                    t[BROKER] = 2;
                });
            }
        }

        private void wake(int[] t) {
            for (int p = 0; p < waiters; p++) {
                if (t[its(p)] == ASLEEP) {
                    t[its(p)] = happened(t, p) ? OVER : SAY;
                }
            }
        }

        private void setter(int[] s, Consumer<int[]> out) {
            switch (s[SETTER]) {
                case 0 ->
                    with(s, out, t -> {
                        t[SAW] = t[SLEEPERS];
                        t[SETTER] = 1;
                    });
                case 1 ->
                    with(s, out, t -> {
                        t[SET] = 1;
                        t[COUNT]++;
                        t[SETTER] = 2;
                    });
                case 2 ->
                    with(s, out, t -> {
                        boolean any = fault == Fault.LOOKS_FIRST ? t[SAW] == 1 : t[SLEEPERS] == 1;
                        t[SLEEPERS] = any ? 0 : t[SLEEPERS];
                        t[SAW] = any ? 1 : 0;
                        t[SETTER] = 3;
                    });
                case 3 ->
                    with(s, out, t -> {
                        if (t[SAW] == 1) {
                            wake(t);
                        }
                        t[SET] = clears ? 0 : 1;
                        t[SETTER] = OVER;
                    });
                default -> {}
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"2,false,false", "3,true,false", "3,false,true", "3,true,true"})
    void event_everyOrderOfSteps_letsAllGo(int waiters, boolean clears, boolean dies) {
        int states = new Model(waiters, clears, dies, null).explore();
        System.out.println(
                "event model: waiters=" + waiters + " clears=" + clears + " dies=" + dies + " states=" + states);
        assertTrue(states > 50, "states=" + states);
    }

    @ParameterizedTest
    @EnumSource(Fault.class)
    void model_ofAWrongProtocol_isFoundOut(Fault fault) {
        var model = new Model(2, true, fault == Fault.NO_WAKE_AT_END, fault);
        assertThrows(AssertionError.class, model::explore);
    }

    @Test
    void cell_setAndCleared_isOverForWhoWaitedBefore() {
        var cell = new EventCell(Arena.ofAuto().allocate(Cells.BYTES, Long.BYTES));
        int before = cell.word();
        assertFalse(cell.happened(before));
        assertFalse(cell.set());
        cell.clear();
        assertTrue(cell.happened(before));
        assertFalse(cell.happened(cell.word()));
        cell.remote();
        assertTrue(cell.set(), "somebody waits at the broker");
        assertFalse(cell.set(), "it is set already");
    }
}
