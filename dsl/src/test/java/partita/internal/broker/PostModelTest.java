package partita.internal.broker;

import static org.junit.jupiter.api.Assertions.assertEquals;
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

/** Every order of the steps of one who posts to a queue and may die, one who closes it and one who reads to its end. */
class PostModelTest {
    /** What a protocol may do wrong. */
    private enum Fault {
        /** Who has posted does not look again whether it is closed. */
        NO_SECOND_LOOK,
        /** The word is set only when all was taken. */
        LATE_WORD,
        /** What is closed takes what comes all the same. */
        KEEPS_ALL,
        /** It is closed before all was taken. */
        NO_PASS
    }

    /** As a row: the word, whether it is closed, the posts under way, those kept, got, what the others know, where they are. */
    private record Model(int puts, boolean dies, Fault fault) {
        private static final int SHUT = 0;
        private static final int CLOSED = 1;
        private static final int ON_ITS_WAY = 2;
        private static final int KEPT = 3;
        private static final int GOT = 4;
        private static final int SAW_END = 5;
        private static final int REFUSED = 6;
        private static final int POSTER = 7;
        private static final int RETURNED = 8;
        private static final int CLOSER = 9;
        private static final int SIZE = 10;

        private static final int LOOK = 0;
        private static final int POST = 1;
        private static final int LOOK_AGAIN = 2;
        private static final int ASK = 3;
        private static final int CALL = 4;
        private static final int OVER = 5;
        private static final int DEAD = 6;

        int explore() {
            return Exploration.explore(new int[SIZE], this::next, this::always, this::atEnd);
        }

        private void always(int[] s) {
            assertTrue(s[SAW_END] == 0 || s[KEPT] == 0, () -> "kept after the end was seen: " + Arrays.toString(s));
        }

        private void atEnd(int[] s) {
            int there = s[KEPT] + s[GOT];
            assertEquals(1, s[SAW_END], () -> "the reader waits: " + Arrays.toString(s));
            if (s[POSTER] == DEAD) {
                assertTrue(
                        there == s[RETURNED] || there == s[RETURNED] + 1,
                        () -> "lost or got twice: " + Arrays.toString(s));
            } else {
                assertEquals(s[RETURNED], there, () -> "lost, or refused and got: " + Arrays.toString(s));
            }
        }

        private static void with(int[] s, Consumer<int[]> out, Consumer<int[]> change) {
            int[] next = s.clone();
            change.accept(next);
            out.accept(next);
        }

        private void next(int[] s, Consumer<int[]> out) {
            poster(s, out);
            closer(s, out);
            if (s[ON_ITS_WAY] > 0) {
                with(s, out, this::take);
            }
            if (s[KEPT] > 0) {
                with(s, out, t -> {
                    t[KEPT]--;
                    t[GOT]++;
                });
            } else if (s[CLOSED] == 1 && s[SAW_END] == 0) {
                with(s, out, t -> t[SAW_END] = 1);
            }
            if (dies && s[POSTER] < OVER) {
                with(s, out, t -> t[POSTER] = DEAD);
            }
        }

        private void take(int[] t) {
            t[ON_ITS_WAY]--;
            if (t[CLOSED] == 1 && fault != Fault.KEEPS_ALL) {
                t[REFUSED] = 1;
            } else {
                t[KEPT]++;
            }
        }

        private void returned(int[] t) {
            t[RETURNED]++;
            t[POSTER] = t[RETURNED] == puts ? OVER : LOOK;
        }

        private void poster(int[] s, Consumer<int[]> out) {
            switch (s[POSTER]) {
                case LOOK -> with(s, out, t -> t[POSTER] = t[SHUT] == 1 ? CALL : POST);
                case POST ->
                    with(s, out, t -> {
                        t[ON_ITS_WAY]++;
                        t[POSTER] = LOOK_AGAIN;
                    });
                case LOOK_AGAIN ->
                    with(s, out, t -> {
                        if (t[SHUT] == 1 && fault != Fault.NO_SECOND_LOOK) {
                            t[POSTER] = ASK;
                        } else {
                            returned(t);
                        }
                    });
                case ASK -> // a call comes behind what was posted
                    with(s, out, t -> {
                        while (t[ON_ITS_WAY] > 0) {
                            take(t);
                        }
                        if (t[REFUSED] == 1) {
                            t[POSTER] = OVER;
                        } else {
                            returned(t);
                        }
                    });
                case CALL ->
                    with(s, out, t -> {
                        while (t[ON_ITS_WAY] > 0) {
                            take(t);
                        }
                        if (t[CLOSED] == 1) {
                            t[POSTER] = OVER;
                        } else {
                            t[KEPT]++;
                            returned(t);
                        }
                    });
                default -> {}
            }
        }

        private void closer(int[] s, Consumer<int[]> out) {
            switch (s[CLOSER]) {
                case 0 ->
                    with(s, out, t -> {
                        t[SHUT] = fault == Fault.LATE_WORD ? 0 : 1;
                        t[CLOSER] = 1;
                    });
                case 1 -> // each post is taken that was there at some moment after this
                    with(s, out, t -> {
                        while (t[ON_ITS_WAY] > 0 && fault != Fault.NO_PASS) {
                            take(t);
                        }
                        t[CLOSER] = 2;
                    });
                case 2 ->
                    with(s, out, t -> {
                        t[SHUT] = 1;
                        t[CLOSED] = 1;
                        t[CLOSER] = 3;
                    });
                default -> {}
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"1,false", "2,false", "3,false", "2,true", "3,true"})
    void close_everyOrderOfSteps_losesNothingAndEndsOnce(int puts, boolean dies) {
        int states = new Model(puts, dies, null).explore();
        System.out.println("post model: puts=" + puts + " dies=" + dies + " states=" + states);
        assertTrue(states > 50, "states=" + states);
    }

    @ParameterizedTest
    @EnumSource(Fault.class)
    void model_ofAWrongProtocol_isFoundOut(Fault fault) {
        assertThrows(AssertionError.class, new Model(2, false, fault)::explore);
    }

    @Test
    void cell_shut_letsNobodyPostAndIsSeen() {
        var cell = new PostCell(Arena.ofAuto().allocate(Cells.BYTES, Long.BYTES));
        assertTrue(cell.mayPost(7, 0));
        assertFalse(cell.mayPost(8, 0), "one process only");
        assertFalse(cell.isShut());
        cell.shut();
        assertTrue(cell.isShut());
        assertFalse(cell.mayPost(7, 0));
    }
}
