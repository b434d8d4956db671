package partita.internal.broker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.function.Consumer;
import partita.testing.Exploration;

/**
 * The protocol of {@link SemaphoreCell} and of who waits for a permit as a row of numbers: the word, the entries, and
 * for each process where it is and what it remembers. That a number has changed since a process read it stands as a mark
 * at that process, so that counters need not be counted. What only its own process sees is done with the step before.
 */
final class SemaphoreModel {
    /** What a protocol may do wrong. */
    enum Fault {
        NONE,
        /** Who was woken wakes nobody where more permits are left. */
        NO_CASCADE,
        /** A step is made before the last one is done. */
        NO_HELP,
        /** Who helps does not look again whether that is still the last step. */
        STALE_HELP,
        /** Who gives up after it was woken wakes nobody in its place. */
        NO_PASSING_ON,
        /** The broker wakes nobody when a process has ended. */
        NO_WAKE_AT_END
    }

    // the word: permits, whether somebody sleeps, what the last step did and to which entry
    private static final int PERMITS = 0;
    private static final int WAITERS = 1;
    private static final int WHAT = 2;
    private static final int ENTRY = 3;
    private static final int DEAD = 4;
    private static final int GIVEN_UP = 5;
    private static final int ENTRIES = 6;

    private static final int NOTHING = 0;
    private static final int TAKE = 1;
    private static final int GIVE = 2;

    // an entry: whose, in which state
    private static final int STATE = 1;
    private static final int ENTRY_SIZE = 2;
    private static final int FREE = 0;
    private static final int CLAIMED = 1;
    private static final int HELD = 2;

    // a process: where it is, how far in its program, what it has read of the word, what has changed since
    private static final int DONE = 1;
    private static final int NONE_LEFT = 2;
    private static final int ITS_WHAT = 3;
    private static final int ITS_ENTRY = 4;
    private static final int WORD_CHANGED = 5;
    private static final int STEP_MADE = 6;
    private static final int ENTRY_CHANGED = 7;
    private static final int RAISED = 8;
    private static final int THEN = 9;
    private static final int MINE = 10;
    private static final int SLEPT = 11;
    private static final int WAKES = 12;
    private static final int PROCESS_SIZE = 13;

    private static final int READ = 0;
    private static final int SETTLE = 1;
    private static final int SETTLE_CHECK = 2;
    private static final int SETTLE_CHANGE = 3;
    private static final int CLAIM = 4;
    private static final int STEP = 5;
    private static final int LOOK = 6;
    private static final int ANNOUNCE = 7;
    private static final int SLEEP = 8;
    private static final int ASLEEP = 9;
    private static final int COUNT = 10;
    private static final int WAKE = 11;
    private static final int GIVING_UP = 12;
    private static final int OVER = 13;
    private static final int KILLED = 14;

    private static final int NOBODY = -1;

    private final String[] programs;
    private final int initial;
    private final int deaths;
    private final int givenUp;
    private final Fault fault;
    private final int entries;

    /** Programs are rows of A for acquire and R for release, separated by a slash. */
    SemaphoreModel(String programs, int permits, int deaths, int givenUp, Fault fault) {
        this.programs = programs.split("/", -1);
        this.initial = permits;
        this.deaths = deaths;
        this.givenUp = givenUp;
        this.fault = fault;
        this.entries = this.programs.length;
    }

    /** How many states there are; each keeps the promises, or this fails. */
    int explore() {
        return Exploration.explore(begin(), this::next, this::always, this::atEnd);
    }

    private int[] begin() {
        int[] s = new int[process(programs.length + 1)]; // the last one is the broker
        s[PERMITS] = initial;
        s[ENTRY] = NOBODY;
        s[DEAD] = NOBODY;
        for (int e = 0; e < entries; e++) {
            s[entry(e)] = NOBODY;
        }
        for (int p = 0; p <= programs.length; p++) {
            s[process(p) + MINE] = NOBODY;
        }
        s[process(programs.length)] = OVER;
        return s;
    }

    private static int entry(int e) {
        return ENTRIES + e * ENTRY_SIZE;
    }

    private int process(int p) {
        return ENTRIES + entries * ENTRY_SIZE + p * PROCESS_SIZE;
    }

    private boolean taking(int[] s, int p) {
        return programs[p].charAt(s[process(p) + DONE]) == 'A';
    }

    /** The permits that somebody has, with the last step done. */
    private int held(int[] s) {
        int held = 0;
        for (int e = 0; e < entries; e++) {
            boolean last = s[ENTRY] == e;
            int state = s[entry(e) + STATE];
            boolean taken = last && s[WHAT] == TAKE && state == CLAIMED;
            held += taken || (state == HELD && !(last && s[WHAT] == GIVE)) ? 1 : 0;
        }
        return held;
    }

    private void always(int[] s) {
        assertTrue(s[PERMITS] >= 0, () -> "permits: " + Arrays.toString(s));
        if (Arrays.stream(programs)
                .allMatch(program -> program.replace("AR", "").isEmpty())) {
            assertEquals(initial, s[PERMITS] + held(s), () -> "permits are lost or made: " + Arrays.toString(s));
        }
    }

    private void atEnd(int[] s) {
        for (int p = 0; p < programs.length; p++) {
            boolean sleeps = s[process(p)] == ASLEEP;
            assertTrue(
                    !sleeps || (s[PERMITS] == 0 && s[WAITERS] == 1),
                    () -> "somebody waits for ever: " + Arrays.toString(s));
        }
    }

    private void next(int[] s, Consumer<int[]> out) {
        for (int p = 0; p < programs.length; p++) {
            int its = process(p);
            int at = s[its];
            int own = p;
            step(s, p, out);
            if (s[DEAD] == NOBODY && deaths > 0 && at != OVER) {
                with(s, out, t -> {
                    Arrays.fill(t, its, its + PROCESS_SIZE, 0);
                    t[its] = KILLED;
                    t[DEAD] = own;
                    t[process(programs.length)] = READ;
                });
            }
            if (s[GIVEN_UP] < givenUp && (at == LOOK || at == ANNOUNCE || at == SLEEP)) {
                with(s, out, t -> {
                    t[GIVEN_UP]++;
                    t[its] = GIVING_UP;
                });
            }
        }
        broker(s, out);
    }

    private static void with(int[] s, Consumer<int[]> out, Consumer<int[]> change) {
        int[] next = s.clone();
        change.accept(next);
        out.accept(next);
    }

    private void forAll(int[] t, int mark) {
        for (int p = 0; p <= programs.length; p++) {
            if (t[process(p)] != KILLED && t[process(p)] != OVER) {
                t[process(p) + mark] = 1;
            }
        }
    }

    private void changeEntry(int[] t, int e, int state) {
        t[entry(e) + STATE] = state;
        for (int p = 0; p <= programs.length; p++) {
            t[process(p) + ENTRY_CHANGED] |=
                    t[process(p) + ITS_ENTRY] == e && t[process(p) + ITS_WHAT] != NOTHING ? 1 : 0;
        }
    }

    /** Ends an operation of its program. */
    private void over(int[] t, int p) {
        int its = process(p);
        int done = t[its + DONE] + 1;
        boolean dies = done == programs[p].length();
        Arrays.fill(t, its, its + PROCESS_SIZE, 0);
        t[its + DONE] = dies ? 0 : done;
        t[its + MINE] = NOBODY;
        t[its] = dies ? OVER : READ;
    }

    private void forget(int[] t, int its) {
        Arrays.fill(t, its + NONE_LEFT, its + RAISED + 1, 0);
        t[its + THEN] = 0;
    }

    private void then(int[] t, int its) {
        t[its + ITS_WHAT] = 0;
        t[its + ITS_ENTRY] = 0;
        t[its + STEP_MADE] = 0;
        t[its + ENTRY_CHANGED] = 0;
        t[its] = t[its + THEN];
        t[its + THEN] = 0;
    }

    private boolean open(int[] t, int what, int e) {
        return what != NOTHING && t[entry(e) + STATE] == (what == TAKE ? CLAIMED : HELD);
    }

    private void read(int[] t, int its, int then) {
        forget(t, its);
        t[its + NONE_LEFT] = t[PERMITS] == 0 ? 1 : 0;
        t[its + THEN] = then;
        boolean open = open(t, t[WHAT], t[ENTRY]) && !(fault == Fault.NO_HELP && then != COUNT);
        if (open) { // else it is so for as long as the word is
            t[its + ITS_WHAT] = t[WHAT];
            t[its + ITS_ENTRY] = t[ENTRY];
            t[its] = SETTLE;
        } else {
            then(t, its);
        }
    }

    private void settling(int[] s, int its, Consumer<int[]> out) {
        switch (s[its]) {
            case READ -> with(s, out, t -> read(t, its, CLAIM));
            case SETTLE ->
                with(s, out, t -> {
                    t[its + ENTRY_CHANGED] = 0;
                    if (open(t, t[its + ITS_WHAT], t[its + ITS_ENTRY])) {
                        t[its] = fault == Fault.STALE_HELP ? SETTLE_CHANGE : SETTLE_CHECK;
                    } else {
                        then(t, its);
                    }
                });
            case SETTLE_CHECK ->
                with(s, out, t -> {
                    if (t[its + STEP_MADE] == 0) {
                        t[its] = SETTLE_CHANGE;
                    } else {
                        then(t, its);
                    }
                });
            case SETTLE_CHANGE ->
                with(s, out, t -> {
                    if (t[its + ENTRY_CHANGED] == 0) {
                        changeEntry(t, t[its + ITS_ENTRY], t[its + ITS_WHAT] == TAKE ? HELD : FREE);
                    }
                    then(t, its);
                });
            default -> throw new AssertionError("at=" + s[its]);
        }
    }

    /** Makes a step of the word where it is still as it was read, and settles it. */
    private void move(int[] t, int its, int more, boolean waiters, int what, int e, int then) {
        if (t[its + WORD_CHANGED] == 1) {
            forget(t, its);
            t[its] = READ;
            return;
        }
        t[PERMITS] += more;
        t[WAITERS] = waiters ? 1 : 0;
        t[WHAT] = what;
        t[ENTRY] = e;
        forAll(t, WORD_CHANGED);
        forAll(t, STEP_MADE);
        read(t, its, then);
    }

    private void step(int[] s, int p, Consumer<int[]> out) {
        int its = process(p);
        switch (s[its]) {
            case READ, SETTLE, SETTLE_CHECK, SETTLE_CHANGE -> settling(s, its, out);
            case CLAIM -> with(s, out, t -> claim(t, p));
            case STEP -> with(s, out, t -> take(t, its));
            case LOOK ->
                with(s, out, t -> {
                    forget(t, its);
                    t[its] = ANNOUNCE;
                });
            case ANNOUNCE ->
                with(s, out, t -> {
                    announce(t);
                    t[its] = t[PERMITS] == 0 ? SLEEP : READ;
                });
            case SLEEP ->
                with(s, out, t -> {
                    t[its + SLEPT] = 1;
                    t[its] = t[its + RAISED] == 0 ? ASLEEP : LOOK;
                    forget(t, its);
                });
            case COUNT ->
                with(s, out, t -> {
                    if (t[its + WAKES] == 0) {
                        over(t, p);
                    } else {
                        forAll(t, RAISED);
                        t[its] = WAKE;
                    }
                });
            case WAKE -> wakeOne(s, out, t -> over(t, p));
            case GIVING_UP ->
                with(s, out, t -> {
                    boolean passesOn = t[its + SLEPT] == 1 && fault != Fault.NO_PASSING_ON;
                    if (passesOn && t[PERMITS] > 0) {
                        t[its + WAKES] = 1;
                        t[its] = COUNT;
                    } else if (passesOn) {
                        announce(t);
                    }
                    t[its + DONE] = programs[p].length() - 1; // it uses it no more
                    if (t[its] == GIVING_UP) {
                        over(t, p);
                    }
                });
            default -> {}
        }
    }

    private void announce(int[] t) {
        if (t[PERMITS] == 0 && t[WAITERS] == 0) {
            t[WAITERS] = 1;
            forAll(t, WORD_CHANGED);
        }
    }

    private void claim(int[] t, int p) {
        int its = process(p);
        if (!taking(t, p)) {
            give(t, its, whose(t, p), COUNT);
        } else if (t[its + NONE_LEFT] == 1) {
            if (t[its + MINE] != NOBODY) {
                changeEntry(t, t[its + MINE], FREE);
                t[its + MINE] = NOBODY;
            }
            forget(t, its);
            t[its] = LOOK;
        } else if (t[its + MINE] != NOBODY) {
            take(t, its);
        } else {
            for (int e = 0; e < entries && t[its + MINE] == NOBODY; e++) {
                if (t[entry(e) + STATE] == FREE) {
                    t[entry(e)] = p;
                    changeEntry(t, e, CLAIMED);
                    t[its + MINE] = e;
                }
            }
            t[its] = STEP;
        }
    }

    private void take(int[] t, int its) {
        boolean slept = t[its + SLEPT] == 1;
        boolean last = t[PERMITS] == 1;
        t[its + WAKES] = slept && !last && fault != Fault.NO_CASCADE ? 1 : 0;
        move(t, its, -1, t[WAITERS] == 1 || (slept && last), TAKE, t[its + MINE], COUNT);
    }

    private int whose(int[] t, int p) {
        int any = NOBODY;
        for (int e = 0; e < entries; e++) {
            if (t[entry(e) + STATE] == HELD) {
                if (t[entry(e)] == p) {
                    return e;
                }
                any = e;
            }
        }
        return any;
    }

    private void give(int[] t, int its, int e, int then) {
        t[its + WAKES] = t[WAITERS];
        move(t, its, 1, false, e == NOBODY ? NOTHING : GIVE, e, then);
    }

    private void wakeOne(int[] s, Consumer<int[]> out, Consumer<int[]> then) {
        boolean any = false;
        for (int q = 0; q < programs.length; q++) {
            int its = process(q);
            if (s[its] == ASLEEP) {
                any = true;
                with(s, out, t -> {
                    t[its] = LOOK;
                    then.accept(t);
                });
            }
        }
        if (!any) {
            with(s, out, then);
        }
    }

    private void broker(int[] s, Consumer<int[]> out) {
        int its = process(programs.length);
        switch (s[its]) {
            case READ, SETTLE, SETTLE_CHECK, SETTLE_CHANGE -> settling(s, its, out);
            case CLAIM ->
                with(s, out, t -> {
                    for (int e = 0; e < entries; e++) {
                        if (t[entry(e)] == t[DEAD] && t[entry(e) + STATE] == CLAIMED) {
                            changeEntry(t, e, FREE);
                            t[its] = READ;
                            return;
                        }
                        if (t[entry(e)] == t[DEAD] && t[entry(e) + STATE] == HELD) {
                            give(t, its, e, READ);
                            return;
                        }
                    }
                    forget(t, its);
                    t[its] = COUNT;
                });
            case COUNT ->
                with(s, out, t -> {
                    forAll(t, RAISED);
                    t[its] = WAKE;
                });
            case WAKE ->
                with(s, out, t -> {
                    for (int q = 0; q < programs.length; q++) {
                        if (t[process(q)] == ASLEEP && fault != Fault.NO_WAKE_AT_END) {
                            t[process(q)] = LOOK;
                        }
                    }
                    Arrays.fill(t, its, its + PROCESS_SIZE, 0);
                    t[its] = OVER;
                });
            default -> {}
        }
    }
}
