package partita.internal.broker;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import partita.testing.Exploration;

/**
 * The steps of a few that meet at a {@link BarrierCell}, of one that may reset it and of the broker. Each comes a number of
 * times; the first may die at any step, the last may give up at any moment.
 */
record BarrierModel(
        int threads,
        int parties,
        int rounds,
        boolean action,
        boolean dies,
        boolean killed,
        boolean givesUp,
        boolean resets,
        @Nullable Fault fault) {
    /** What a protocol may do wrong. */
    enum Fault {
        /** Who comes notes its entry only when it has come. */
        NOTED_LATE,
        /** Who resets it does not say of the meeting before that it was broken. */
        UNSAID_RESET,
        /** It is broken first and begun anew in a second step. */
        RESET_IN_TWO_STEPS,
        /** Nobody marks those of a broken meeting before the next but one begins. */
        NO_MARK,
        /** A waiter sleeps without having said so. */
        UNSAID,
        /** A waiter takes its ticket after it has looked. */
        LATE_TICKET,
        /** The broker wakes nobody when a process has ended. */
        NO_WAKE_AT_END,
        /** The broker does not break it when one has ended that had come. */
        NO_BREAK_AT_END,
        /** Who gives up does not look whether its meeting is over. */
        BREAKS_ANY
    }

    // the word
    private static final int MEETING = 0;
    private static final int COME = 1;
    private static final int FLAGS = 2;
    private static final int SEQUENCE = 3;
    private static final int BROKER = 4;
    private static final int RESETTER = 5;
    private static final int RESET_SAW = 6;
    /** Bits of the meetings for which all came, and of those that somebody had a reason to break. */
    private static final int MET = 7;

    private static final int GUILTY = 8;
    private static final int GLOBALS = 9;
    // a thread: where it is, the word that it saw, its entry, its ticket, how often it comes still, whether it came
    private static final int SAW = 1;
    private static final int ENTRY = 2;
    private static final int TICKET = 3;
    private static final int LEFT = 4;
    private static final int CAME = 5;
    private static final int SIZE = 6;

    private static final int BROKEN = 1;
    private static final int ACTING = 2;
    private static final int WAITERS = 4;
    private static final int BEFORE_BROKEN = 8;

    private static final int LOOK = 0;
    private static final int ENTER = 1;
    private static final int COMES = 2;
    private static final int NOTE = 3;
    private static final int TELL = 4;
    private static final int ACTS = 5;
    private static final int TAKE_TICKET = 6;
    private static final int ANNOUNCE = 7;
    private static final int CHECK = 8;
    private static final int SLEEP = 9;
    private static final int ASLEEP = 10;
    private static final int GAVE_UP = 11;
    private static final int LEAVE = 12;
    private static final int OVER = 13;
    private static final int DEAD = 14;
    private static final int TICKET_AGAIN = 15;
    private static final int MARKS = 16;
    private static final int FINISH = 17;

    private static final int MARKED = 8;
    private static final int MEETINGS = 128;
    private static final int PLACES = 16;

    private static int its(int p) {
        return GLOBALS + p * SIZE;
    }

    int explore() {
        int[] begin = new int[its(threads)];
        for (int p = 0; p < threads; p++) {
            begin[its(p) + LEFT] = rounds;
        }
        return Exploration.explore(begin, this::next, _ -> {}, this::atEnd);
    }

    private static int word(int[] s) {
        return s[MEETING] * MEETINGS + s[COME] * PLACES + s[FLAGS];
    }

    private static int meeting(int word) {
        return word / MEETINGS;
    }

    /** Who waits at the end waits for somebody who may come; nobody waits for the dead. */
    private void atEnd(int[] s) {
        for (int p = 0; p < threads; p++) {
            int its = its(p);
            if (s[its] == OVER || s[its] == DEAD) {
                continue;
            }
            boolean open = s[MEETING] == meeting(s[its + SAW]) && (s[FLAGS] & BROKEN) == 0;
            int own = p;
            assertTrue(s[its] == ASLEEP && open, () -> "waits in vain: thread=" + own + " " + Arrays.toString(s));
            for (int other = 0; other < threads; other++) {
                boolean deadCame = s[its(other)] == DEAD
                        && s[its(other) + CAME] == 1
                        && meeting(s[its(other) + SAW]) == s[MEETING];
                assertFalse(deadCame, () -> "waits for the dead: thread=" + own + " " + Arrays.toString(s));
            }
        }
    }

    private static void with(int[] s, Consumer<int[]> out, Consumer<int[]> change) {
        int[] next = s.clone();
        change.accept(next);
        out.accept(next);
    }

    private void next(int[] s, Consumer<int[]> out) {
        for (int p = 0; p < threads; p++) {
            thread(s, out, p);
        }
        if (resets) {
            resetter(s, out);
        }
        if (dies && s[its(0)] != OVER && s[its(0)] != DEAD) {
            with(s, out, t -> {
                t[its(0)] = DEAD;
                t[BROKER] = 1;
            });
        }
        broker(s, out);
    }

    private void thread(int[] s, Consumer<int[]> out, int p) {
        int its = its(p);
        switch (s[its]) {
            case LOOK ->
                with(s, out, t -> {
                    t[its + SAW] = word(t);
                    t[its + CAME] = 0;
                    t[its] = fault == Fault.NOTED_LATE ? COMES : ENTER;
                });
            case ENTER ->
                with(s, out, t -> {
                    t[its + ENTRY] = meeting(t[its + SAW]) + 1;
                    t[its] = COMES;
                });
            case COMES -> with(s, out, t -> come(t, its));
            case NOTE -> // of the wrong protocol
                with(s, out, t -> {
                    t[its + ENTRY] = meeting(t[its + SAW]) + 1;
                    t[its] = TAKE_TICKET;
                });
            case MARKS ->
                with(s, out, t -> {
                    mark(t, meeting(t[its + SAW]) - 1);
                    t[its] = FINISH;
                });
            case FINISH -> with(s, out, t -> last(t, its));
            case ACTS -> with(s, out, t -> act(t, its));
            case TELL ->
                with(s, out, t -> {
                    wake(t);
                    t[its] = LEAVE;
                });
            case TAKE_TICKET ->
                with(s, out, t -> {
                    t[its + TICKET] = t[SEQUENCE];
                    t[its] = ANNOUNCE;
                });
            case ANNOUNCE ->
                with(s, out, t -> {
                    boolean open = t[MEETING] == meeting(t[its + SAW]) && (t[FLAGS] & BROKEN) == 0;
                    t[FLAGS] |= open && fault != Fault.UNSAID ? WAITERS : 0;
                    t[its] = CHECK;
                });
            case CHECK -> check(s, out, p);
            case TICKET_AGAIN -> // of a wrong protocol
                with(s, out, t -> {
                    t[its + TICKET] = t[SEQUENCE];
                    t[its] = SLEEP;
                });
            case SLEEP -> // in the system's hands: it sleeps only if nothing was told
                with(s, out, t -> t[its] = t[its + TICKET] == t[SEQUENCE] ? ASLEEP : TAKE_TICKET);
            case GAVE_UP ->
                with(s, out, t -> {
                    int number = fault == Fault.BREAKS_ANY ? t[MEETING] : meeting(t[its + SAW]);
                    breakIt(t, number);
                    t[its] = TAKE_TICKET;
                });
            case LEAVE ->
                with(s, out, t -> {
                    t[its + ENTRY] = 0;
                    t[its + LEFT]--;
                    t[its] = t[its + LEFT] == 0 ? OVER : LOOK;
                });
            default -> {}
        }
    }

    private void come(int[] t, int its) {
        int saw = t[its + SAW];
        if ((saw & (BROKEN | ACTING)) != 0) {
            assertTrue(
                    (saw & BROKEN) == 0 || (t[GUILTY] & 1 << meeting(saw)) != 0,
                    () -> "broken, and nobody did it: " + Arrays.toString(t));
            t[its + LEFT] = 1; // it does not come again
            t[its] = LEAVE;
        } else if (saw % MEETINGS / PLACES + 1 == parties && !action) {
            t[its] = (saw & BEFORE_BROKEN) != 0 && fault != Fault.NO_MARK ? MARKS : FINISH;
        } else if (word(t) != saw) {
            t[its + ENTRY] = 0;
            t[its] = LOOK;
        } else {
            t[COME]++;
            t[its + CAME] = 1;
            t[FLAGS] |= t[COME] == parties ? ACTING : 0;
            t[its] = t[COME] == parties ? ACTS : fault == Fault.NOTED_LATE ? NOTE : TAKE_TICKET;
        }
    }

    private void last(int[] t, int its) {
        if (word(t) != t[its + SAW]) {
            t[its + ENTRY] = 0;
            t[its] = LOOK;
            return;
        }
        finish(t);
        t[its] = (t[its + SAW] & WAITERS) != 0 ? TELL : LEAVE;
    }

    private void mark(int[] t, int number) {
        for (int p = 0; p < threads; p++) {
            t[its(p) + ENTRY] += t[its(p) + ENTRY] == number + 1 ? MARKED : 0;
        }
    }

    private static void finish(int[] t) {
        t[MET] |= 1 << t[MEETING];
        following(t, 0);
    }

    private static void following(int[] t, int flags) {
        t[MEETING]++;
        t[COME] = 0;
        t[FLAGS] = flags;
    }

    private void act(int[] t, int its) {
        boolean own = t[MEETING] == meeting(t[its + SAW]) && (t[FLAGS] & ACTING) != 0;
        boolean told = (t[FLAGS] & WAITERS) != 0;
        if (own) { // those of a broken meeting before are marked in the same step: nobody acts otherwise meanwhile
            mark(t, t[MEETING] - 1);
            finish(t);
        }
        t[its] = own && told ? TELL : LEAVE;
    }

    private void check(int[] s, Consumer<int[]> out, int p) {
        int its = its(p);
        int number = meeting(s[its + SAW]);
        if (s[MEETING] != number) {
            boolean broken = s[MEETING] == number + 1 ? (s[FLAGS] & BEFORE_BROKEN) != 0 : s[its + ENTRY] >= MARKED;
            assertTrue(
                    broken != ((s[MET] & 1 << number) != 0),
                    () -> "it was told what did not happen: thread=" + p + " " + Arrays.toString(s));
            with(s, out, t -> t[its] = LEAVE);
        } else if ((s[FLAGS] & BROKEN) != 0) {
            assertTrue(
                    (s[GUILTY] & 1 << number) != 0,
                    () -> "broken, and nobody of this meeting did it: thread=" + p + " " + Arrays.toString(s));
            with(s, out, t -> {
                t[its + LEFT] = 1;
                t[its] = LEAVE;
            });
        } else {
            with(s, out, t -> {
                t[its] = fault == Fault.LATE_TICKET ? TICKET_AGAIN : SLEEP;
            });
            if (givesUp && p == threads - 1) {
                with(s, out, t -> {
                    t[GUILTY] |= 1 << number;
                    t[its] = GAVE_UP;
                });
            }
        }
    }

    /** In one step with the waking, which only the broker's and the finisher's have between. */
    private void breakIt(int[] t, int number) {
        if (t[MEETING] == number && (t[FLAGS] & BROKEN) == 0) {
            boolean told = (t[FLAGS] & WAITERS) != 0;
            t[FLAGS] = (t[FLAGS] & BEFORE_BROKEN) | BROKEN;
            if (told) {
                wake(t);
            }
        }
    }

    private void wake(int[] t) {
        t[SEQUENCE]++;
        for (int p = 0; p < threads; p++) {
            if (t[its(p)] == ASLEEP) {
                t[its(p)] = TAKE_TICKET;
            }
        }
    }

    private void resetter(int[] s, Consumer<int[]> out) {
        int saw = s[RESET_SAW];
        switch (s[RESETTER]) {
            case 0 ->
                with(s, out, t -> {
                    t[RESET_SAW] = word(t);
                    boolean begun = t[COME] > 0 || (t[FLAGS] & BROKEN) != 0;
                    t[RESETTER] = begun ? 1 : 5;
                });
            case 1 ->
                with(s, out, t -> {
                    if ((saw & BEFORE_BROKEN) != 0 && fault != Fault.NO_MARK) {
                        mark(t, meeting(saw) - 1);
                    }
                    t[RESETTER] = fault == Fault.RESET_IN_TWO_STEPS ? 2 : 3;
                });
            case 2 -> // of the wrong protocol
                with(s, out, t -> {
                    breakIt(t, t[MEETING]);
                    t[RESET_SAW] = word(t);
                    t[RESETTER] = 3;
                });
            case 3 ->
                with(s, out, t -> {
                    if (word(t) == saw) {
                        following(t, fault == Fault.UNSAID_RESET ? 0 : BEFORE_BROKEN);
                        t[RESETTER] = (saw & WAITERS) != 0 ? 4 : 5;
                    } else {
                        t[RESETTER] = 0;
                    }
                });
            case 4 ->
                with(s, out, t -> {
                    wake(t);
                    t[RESETTER] = 5;
                });
            default -> {}
        }
    }

    private void broker(int[] s, Consumer<int[]> out) {
        int entry = its(0) + ENTRY;
        if (s[BROKER] == 1) {
            with(s, out, t -> {
                boolean waited = t[entry] == t[MEETING] + 1;
                t[entry] = 0;
                if ((waited || killed) && fault != Fault.NO_BREAK_AT_END) {
                    t[GUILTY] |= 1 << t[MEETING];
                    breakIt(t, t[MEETING]);
                }
                t[BROKER] = 2;
            });
        } else if (s[BROKER] == 2) {
            with(s, out, t -> {
                if (fault != Fault.NO_WAKE_AT_END) {
                    wake(t);
                }
                t[BROKER] = 3;
            });
        }
    }
}
