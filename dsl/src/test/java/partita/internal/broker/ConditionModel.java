package partita.internal.broker;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.function.Consumer;
import partita.testing.Exploration;

/**
 * The protocol of {@link ConditionCell} as a row of numbers: waiters that begin under the lock, a process that signals
 * some of them, and the broker that repairs after a death. The lock is one that its model has found to be right: whoever
 * wants it takes it when it is free. A sleep ends by a signal only, or by giving up.
 */
final class ConditionModel {
    /** What a protocol may do wrong. */
    enum Fault {
        NONE,
        /** Who was signalled lets its place go before it has the lock: its end loses the signal. */
        LEAVES_EARLY,
        /** The broker clears the places of the dead and passes no signal on. */
        NO_PASSING_ON,
        /** A waiter sleeps without looking again whether it was signalled. */
        NO_SECOND_LOOK,
        /** The broker rings for nobody when a process has ended. */
        NO_RING_AT_END
    }

    private static final int HOLDER = 0;
    private static final int DEAD = 1;
    private static final int BROKER = 2;
    private static final int PASSES = 3;
    private static final int GIVEN_UP = 4;
    private static final int SIGNALS = 5;
    private static final int USED = 6;
    private static final int GLOBALS = 7;

    // a waiter has one place: in which state, whether it has said that it sleeps
    private static final int AT = 0;
    private static final int PLACE = 1;
    private static final int SLEEPS = 2;
    private static final int NUMBER = 3;
    private static final int WAITER_SIZE = 4;

    private static final int CLEAR = 0;
    private static final int WAITING = 1;
    private static final int SIGNALLED = 2;

    private static final int BEGIN = 0;
    private static final int ENTER = 1;
    private static final int RELEASE = 2;
    private static final int LOOK = 3;
    private static final int SAY = 4;
    private static final int SLEEP = 5;
    private static final int ASLEEP = 6;
    private static final int WANT = 7;
    private static final int LEAVE = 8;
    private static final int GIVE_UP = 9;
    private static final int WANT_UNSIGNALLED = 10;
    private static final int LAST = 11;
    private static final int OVER = 12;
    private static final int KILLED = 13;
    private static final int WANT_LEFT = 14;
    private static final int GO_ON = 15;

    // the signaller
    private static final int CHANGE = 1;
    private static final int RING = 2;
    private static final int UNLOCK = 3;

    private static final int NOBODY = -1;

    private final int waiters;
    private final int signals;
    private final int deaths;
    private final int givenUp;
    private final Fault fault;

    /** The signaller signals as often as said, each time with the lock in hand. */
    ConditionModel(int waiters, int signals, int deaths, int givenUp, Fault fault) {
        this.waiters = waiters;
        this.signals = signals;
        this.deaths = deaths;
        this.givenUp = givenUp;
        this.fault = fault;
    }

    /** How many states there are; each keeps the promises, or this fails. */
    int explore() {
        int[] s = new int[GLOBALS + (waiters + 1) * WAITER_SIZE];
        s[HOLDER] = NOBODY;
        s[DEAD] = NOBODY;
        return Exploration.explore(s, this::next, _ -> {}, this::atEnd);
    }

    private static int its(int p) {
        return GLOBALS + p * WAITER_SIZE;
    }

    /** Every signal that was given while somebody waited has let one go on who lives, or all the living have gone on. */
    private void atEnd(int[] s) {
        int stuck = 0;
        for (int p = 0; p < waiters; p++) {
            stuck += s[its(p)] == ASLEEP ? 1 : 0;
            int own = p;
            assertTrue(
                    s[its(p)] != ASLEEP || s[its(p) + PLACE] == WAITING,
                    () -> "who was signalled sleeps on: waiter=" + own + " " + Arrays.toString(s));
        }
        assertTrue(stuck == 0 || s[USED] >= s[SIGNALS], () -> "a signal is lost, and one waits: " + Arrays.toString(s));
    }

    private static void with(int[] s, Consumer<int[]> out, Consumer<int[]> change) {
        int[] next = s.clone();
        change.accept(next);
        out.accept(next);
    }

    private void next(int[] s, Consumer<int[]> out) {
        for (int p = 0; p <= waiters; p++) {
            int own = p;
            int at = s[its(p)];
            if (p < waiters) {
                waiter(s, p, out);
            } else {
                signaller(s, p, out);
            }
            if (s[DEAD] == NOBODY && deaths > 0 && at != OVER && at != BEGIN) {
                with(s, out, t -> {
                    t[its(own)] = KILLED;
                    t[DEAD] = own;
                    t[BROKER] = 1;
                });
            }
        }
        broker(s, out);
    }

    private void waiter(int[] s, int p, Consumer<int[]> out) {
        int its = its(p);
        switch (s[its]) {
            case BEGIN -> lock(s, p, out, ENTER);
            case ENTER ->
                with(s, out, t -> {
                    t[its + PLACE] = WAITING;
                    t[its + SLEEPS] = 0;
                    t[its + NUMBER] = Arrays.stream(numbers(t)).max().orElse(0) + 1;
                    t[its] = RELEASE;
                });
            case RELEASE ->
                with(s, out, t -> {
                    t[HOLDER] = NOBODY;
                    t[its] = LOOK;
                });
            case LOOK -> with(s, out, t -> t[its] = t[its + PLACE] == WAITING ? SAY : WANT);
            case SAY ->
                with(s, out, t -> {
                    t[its + SLEEPS] = 1;
                    t[its] = fault == Fault.NO_SECOND_LOOK ? ASLEEP : SLEEP;
                });
            // the look after it, and the system's: a ring since then ends the sleep
            case SLEEP -> with(s, out, t -> t[its] = t[its + PLACE] == WAITING ? ASLEEP : WANT);
            case WANT -> {
                if (fault == Fault.LEAVES_EARLY) {
                    with(s, out, t -> {
                        t[its + PLACE] = CLEAR;
                        t[its] = WANT_LEFT;
                    });
                } else {
                    lock(s, p, out, LEAVE);
                }
            }
            case LEAVE ->
                with(s, out, t -> {
                    t[its + PLACE] = CLEAR;
                    t[USED]++;
                    t[its] = LAST;
                });
            case GIVE_UP ->
                with(s, out, t -> {
                    boolean was = t[its + PLACE] == WAITING;
                    t[its + PLACE] = was ? CLEAR : t[its + PLACE];
                    t[its] = was ? WANT_UNSIGNALLED : WANT;
                });
            case WANT_UNSIGNALLED -> lock(s, p, out, LAST);
            case LAST ->
                with(s, out, t -> {
                    t[HOLDER] = NOBODY;
                    t[its] = OVER;
                });
            case WANT_LEFT -> lock(s, p, out, GO_ON);
            case GO_ON ->
                with(s, out, t -> {
                    t[USED]++;
                    t[its] = LAST;
                });
            default -> {}
        }
        boolean waits = s[its] == LOOK || s[its] == SAY || s[its] == SLEEP || s[its] == ASLEEP;
        if (waits && s[GIVEN_UP] < givenUp) {
            with(s, out, t -> {
                t[GIVEN_UP]++;
                t[its] = GIVE_UP;
            });
        }
    }

    private int[] numbers(int[] s) {
        int[] all = new int[waiters];
        for (int p = 0; p < waiters; p++) {
            all[p] = s[its(p) + NUMBER];
        }
        return all;
    }

    private static void lock(int[] s, int p, Consumer<int[]> out, int then) {
        if (s[HOLDER] == NOBODY) {
            with(s, out, t -> {
                t[HOLDER] = p;
                t[its(p)] = then;
            });
        }
    }

    private int oldest(int[] s) {
        int oldest = NOBODY;
        for (int p = 0; p < waiters; p++) {
            boolean waits = s[its(p) + PLACE] == WAITING;
            if (waits && (oldest == NOBODY || s[its(p) + NUMBER] < s[its(oldest) + NUMBER])) {
                oldest = p;
            }
        }
        return oldest;
    }

    /** Its place holds how many signals it has given, its number whom it rings for. */
    private void signaller(int[] s, int p, Consumer<int[]> out) {
        int its = its(p);
        switch (s[its]) {
            case BEGIN -> lock(s, p, out, CHANGE);
            case CHANGE ->
                with(s, out, t -> {
                    int whom = oldest(t);
                    t[its] = whom == NOBODY ? UNLOCK : RING;
                    t[its + NUMBER] = Math.max(0, whom);
                    if (whom != NOBODY) {
                        t[its(whom) + PLACE] = SIGNALLED;
                        t[SIGNALS]++;
                    }
                });
            case RING ->
                with(s, out, t -> {
                    ring(t, t[its + NUMBER]);
                    t[its] = UNLOCK;
                });
            case UNLOCK ->
                with(s, out, t -> {
                    t[HOLDER] = NOBODY;
                    t[its + PLACE]++;
                    t[its + NUMBER] = 0;
                    t[its] = t[its + PLACE] == signals ? OVER : BEGIN;
                });
            default -> {}
        }
    }

    /** Who sleeps goes on; the lock's own model sees to it that this is when the lock is free. */
    private static void ring(int[] t, int whom) {
        if (t[its(whom) + SLEEPS] == 1 && t[its(whom)] == ASLEEP) {
            t[its(whom)] = LOOK;
        }
    }

    private void broker(int[] s, Consumer<int[]> out) {
        switch (s[BROKER]) {
            case 1 ->
                with(
                        s,
                        out,
                        t -> { // the lock of the dead
                            t[HOLDER] = t[HOLDER] == t[DEAD] ? NOBODY : t[HOLDER];
                            t[BROKER] = 2;
                        });
            case 2 ->
                with(s, out, t -> {
                    int its = its(t[DEAD]);
                    boolean unused = t[DEAD] < waiters && t[its + PLACE] == SIGNALLED;
                    if (t[DEAD] < waiters) {
                        t[its + PLACE] = CLEAR;
                    }
                    t[PASSES] = unused && fault != Fault.NO_PASSING_ON ? 1 : 0;
                    t[BROKER] = 3;
                });
            case 3 ->
                with(
                        s,
                        out,
                        t -> { // who was signalled and may not have been rung for
                            for (int p = 0; p < waiters; p++) {
                                if (t[its(p) + PLACE] == SIGNALLED && fault != Fault.NO_RING_AT_END) {
                                    ring(t, p);
                                }
                            }
                            t[BROKER] = t[PASSES] == 1 ? 4 : 6;
                        });
            case 4 ->
                with(s, out, t -> {
                    int whom = oldest(t);
                    t[PASSES] = Math.max(0, whom);
                    t[BROKER] = whom == NOBODY ? 6 : 5;
                    if (whom == NOBODY) {
                        t[USED]++; // there is nobody to let go on
                    } else {
                        t[its(whom) + PLACE] = SIGNALLED;
                    }
                });
            case 5 ->
                with(s, out, t -> {
                    ring(t, t[PASSES]);
                    t[BROKER] = 6;
                });
            default -> {}
        }
    }
}
