package partita.internal.broker;

import java.lang.foreign.MemorySegment;
import partita.internal.memory.Futex;
import partita.internal.memory.Words;

/**
 * A barrier in memory that processes share. One word says which meeting it is, how many have come and whether it is
 * broken, so that each step of anybody is one change of it. Who is about to come notes its process in an entry first,
 * and takes it out when it has left: so the broker, which learns of every end, finds who waits no more, and breaks it.
 *
 * <pre>
 *  0   the word: flags (5 bits), how many have come (27), which meeting (32)
 *  8   a number that changes when there is news: who waits sleeps on it
 *  16  why it is broken: what was done (4 bits), by which process (20), by which thread (40)
 *  64  the entries: process (28 bits), whether its meeting was broken (1), which meeting (32)
 * </pre>
 *
 * A reset breaks a meeting and begins the next in one step: a flag of the word says of the meeting before that it was
 * broken. Those who were there may look much later, so their entries are marked before the word moves on once more.
 */
public final class BarrierCell {
    /** How much memory it takes. */
    public static final long BYTES = 1_024;

    /** How many parties have room in so much: as many again may still be leaving the meeting before. */
    public static final int MOST_PARTIES = (int) ((BYTES - 64) / Long.BYTES) / 2;

    private static final int MOST_THREADS = 1 << 16;

    /** Nobody can come before somebody has left. */
    public static final int NO_ENTRY = -1;

    /** What was done to a barrier that is broken. */
    public enum Why {
        /** Somebody waited no longer. */
        GAVE_UP,
        /** Somebody aborted it. */
        ABORTED,
        /** Somebody reset it. */
        RESET,
        /** A party's process has ended. */
        ENDED
    }

    /** What came of coming. */
    public enum Coming {
        /** All are there: those who wait are let go. */
        LAST,
        /** All are there, and this one is to run the action before they are let go. */
        ACTS,
        /** Others are still to come. */
        WAITS,
        /** It is broken. */
        BROKEN,
        /** All are there already, and the action still runs. */
        FULL,
        /** It has changed meanwhile: look again. */
        AGAIN
    }

    /** How a wait stands. */
    public enum Meeting {
        /** Not all have come. */
        OPEN,
        /** All have come. */
        MET,
        /** It was broken. */
        BROKEN
    }

    /** Who broke it, and how. */
    record Breaker(Why why, long client, long thread) {}

    private static final long WAITERS = 1L << 63;
    /** Somebody waits at the broker, which has to be told. */
    private static final long REMOTE = 1L << 62;

    private static final long BROKEN = 1L << 61;
    private static final long ACTING = 1L << 60;
    /** The meeting before this one was broken. */
    private static final long BEFORE_BROKEN = 1L << 59;

    private static final long ONE = 1L << 32;
    private static final long COME = 0x07ff_ffffL << 32;
    private static final long NUMBER = 0xffff_ffffL;

    private static final long WORD = 0;
    private static final long SEQUENCE = 8;
    private static final long WHY = 16;
    private static final int WHY_SHIFT = 60;
    private static final int WHO_SHIFT = 40;
    private static final long CLIENTS = (1L << WHY_SHIFT - WHO_SHIFT) - 1;
    private static final long THREADS = (1L << WHO_SHIFT) - 1;

    private static final long ENTRIES = 64;
    private static final long MARK = 1L << 32;
    private static final int CLIENT_SHIFT = 33;

    private final MemorySegment memory;
    private final int entries;

    /**
     * A barrier.
     *
     * @param memory a cell's, zeros for a new one
     */
    public BarrierCell(MemorySegment memory) {
        this.memory = memory;
        this.entries = (int) ((memory.byteSize() - ENTRIES) / Long.BYTES);
    }

    /** How much memory as many parties take; there are not that many threads where this is not enough. */
    static long bytes(int parties) {
        return ENTRIES + 2L * Math.min(parties, MOST_THREADS) * Long.BYTES;
    }

    /**
     * Why one is refused that comes while the action runs.
     *
     * @param parties how many have to come
     * @return for whoever came
     */
    public static String tooMany(int parties) {
        return "all parties=" + parties
                + " have arrived already and the action still runs: more threads use the barrier"
                + " than it was made for";
    }

    /**
     * What it is about just now.
     *
     * @return for {@link #come}
     */
    public long word() {
        return Words.getLong(memory, WORD);
    }

    private boolean replace(long word, long next) {
        return Words.replaceLong(memory, WORD, word, next);
    }

    private static long at(int entry) {
        return ENTRIES + (long) entry * Long.BYTES;
    }

    /**
     * Notes that a process is about to come to the meeting that a word is about.
     *
     * @param client the process
     * @param word what {@link #word} gave
     * @return the entry, or {@link #NO_ENTRY}
     */
    public int enter(long client, long word) {
        for (int entry = 0; entry < entries; entry++) {
            if (Words.getLong(memory, at(entry)) == 0
                    && Words.replaceLong(memory, at(entry), 0, client << CLIENT_SHIFT | (word & NUMBER))) {
                return entry;
            }
        }
        return NO_ENTRY;
    }

    /**
     * Has left, or has not come after all.
     *
     * @param entry its entry
     */
    public void leave(int entry) {
        Words.setLong(memory, at(entry), 0);
    }

    /**
     * Comes.
     *
     * @param word what {@link #word} gave before {@link #enter}
     * @param parties how many have to
     * @param action whether the last one runs something first
     * @return what came of it
     */
    public Coming come(long word, int parties, boolean action) {
        if ((word & BROKEN) != 0) {
            return Coming.BROKEN;
        }
        if ((word & ACTING) != 0) {
            return Coming.FULL;
        }
        boolean last = place(word) == parties - 1;
        if (last && !action) {
            return finish(word) ? Coming.LAST : Coming.AGAIN;
        }
        long next = word + ONE;
        if (!replace(word, last ? next | ACTING : next)) {
            return Coming.AGAIN;
        }
        return last ? Coming.ACTS : Coming.WAITS;
    }

    /**
     * How many had come.
     *
     * @param word what {@link #word} gave
     * @return 0 or more; the place of who comes next
     */
    public static int place(long word) {
        return (int) ((word & COME) >>> 32);
    }

    /**
     * Which meeting it is.
     *
     * @param word what {@link #word} gave
     * @return a number that is another one for the next meeting
     */
    public static long number(long word) {
        return word & NUMBER;
    }

    private static long following(long word) {
        return (word + 1) & NUMBER;
    }

    /** All have come: the next meeting begins. */
    private boolean finish(long word) {
        return next(word, 0);
    }

    private boolean next(long word, long flags) {
        if ((word & BEFORE_BROKEN) != 0) {
            mark(number(word - 1));
        }
        if (!replace(word, following(word) | flags)) {
            return false;
        }
        tell(word);
        return true;
    }

    private void tell(long before) {
        if ((before & WAITERS) != 0) {
            wake();
        }
    }

    /**
     * Whether somebody who waited at the broker is to hear of it.
     *
     * @param word what was changed
     * @return true if the broker is to be told
     */
    public static boolean hasRemote(long word) {
        return (word & REMOTE) != 0;
    }

    /**
     * The action is done: the others are let go, unless somebody has broken it meanwhile.
     *
     * @param number of which meeting
     * @return whether the broker is to be told
     */
    public boolean acted(long number) {
        for (long word = word(); (word & ACTING) != 0 && number(word) == number; word = word()) {
            if (finish(word)) {
                return hasRemote(word);
            }
        }
        return false;
    }

    /**
     * How a meeting stands.
     *
     * @param number which
     * @param entry of one that came to it
     * @return as it was a moment ago
     */
    public Meeting meeting(long number, int entry) {
        long word = word();
        if (number(word) == number) {
            return (word & BROKEN) != 0 ? Meeting.BROKEN : Meeting.OPEN;
        }
        // the entry is looked at after the word, before which it was marked
        boolean broken = number(word - 1) == number
                ? (word & BEFORE_BROKEN) != 0
                : (Words.getLong(memory, at(entry)) & MARK) != 0;
        return broken ? Meeting.BROKEN : Meeting.MET;
    }

    /**
     * Breaks it for all.
     *
     * @param number which meeting; where that is over, nothing is broken
     * @param why what was done
     * @param client by which process
     * @param thread by which thread
     * @return whether the broker is to be told
     */
    public boolean breakIt(long number, Why why, long client, long thread) {
        for (long word = word(); number(word) == number && (word & BROKEN) == 0; word = word()) {
            say(why, client, thread);
            if (replace(word, (word & ~(ACTING | WAITERS)) | BROKEN)) {
                tell(word);
                return hasRemote(word);
            }
        }
        return false;
    }

    private void say(Why why, long client, long thread) {
        long who = (client & CLIENTS) << WHO_SHIFT | (thread & THREADS);
        Words.setLong(memory, WHY, (long) why.ordinal() << WHY_SHIFT | who);
    }

    /**
     * Breaks a meeting that has begun, if there is one, and begins anew.
     *
     * @param client the process that does
     * @param thread its thread
     * @return whether the broker is to be told
     */
    public boolean reset(long client, long thread) {
        for (long word = word(); place(word) > 0 || (word & BROKEN) != 0; word = word()) {
            say(Why.RESET, client, thread);
            if (next(word, BEFORE_BROKEN)) {
                return hasRemote(word);
            }
        }
        return false;
    }

    private void mark(long number) {
        for (int entry = 0; entry < entries; entry++) {
            for (long state = Words.getLong(memory, at(entry));
                    state != 0 && (state & (NUMBER | MARK)) == number;
                    state = Words.getLong(memory, at(entry))) {
                Words.replaceLong(memory, at(entry), state, state | MARK);
            }
        }
    }

    /**
     * Says that somebody waits here, who is to be woken.
     *
     * @param number for which meeting
     * @return false if that is over
     */
    public boolean announce(long number) {
        return flag(number, WAITERS);
    }

    /** Somebody waits at the broker; false if that meeting is over. */
    boolean remote(long number) {
        return flag(number, REMOTE);
    }

    private boolean flag(long number, long flag) {
        for (long word = word(); number(word) == number && (word & BROKEN) == 0; word = word()) {
            if ((word & flag) != 0 || replace(word, word | flag)) {
                return true;
            }
        }
        return false;
    }

    /**
     * What a sleep begins with, before the caller announces itself.
     *
     * @return for {@link #sleep}
     */
    public int ticket() {
        return Words.getInt(memory, SEQUENCE);
    }

    /**
     * Sleeps until there is news; also ends for no reason.
     *
     * @param ticket from before the caller announced itself
     * @param nanos how long at the most
     */
    public void sleep(int ticket, long nanos) {
        Futex.await(memory, SEQUENCE, ticket, nanos);
    }

    /** Wakes all, who look for themselves. */
    void wake() {
        Words.addInt(memory, SEQUENCE, 1);
        if (Futex.available()) {
            Futex.wake(memory, SEQUENCE, Integer.MAX_VALUE);
        }
    }

    /**
     * Whether it is broken.
     *
     * @return true until it is reset
     */
    public boolean isBroken() {
        return (word() & BROKEN) != 0;
    }

    /** Whether the last one to come runs the action. */
    boolean isActing() {
        return (word() & ACTING) != 0;
    }

    /**
     * How many wait.
     *
     * @return as it was a moment ago; none where it is broken
     */
    public int waiting() {
        long word = word();
        return (word & BROKEN) != 0 ? 0 : place(word) - ((word & ACTING) != 0 ? 1 : 0);
    }

    /** Who broke it; what this says of one that is whole means nothing. */
    Breaker breaker() {
        long why = Words.getLong(memory, WHY);
        return new Breaker(Why.values()[(int) (why >>> WHY_SHIFT)], why >>> WHO_SHIFT & CLIENTS, why & THREADS);
    }

    /**
     * A process has ended: whether it had come to the meeting that goes on, or was about to. Its entries are free again.
     */
    boolean ended(long client) {
        boolean waited = false;
        for (int entry = 0; entry < entries; entry++) {
            long state = Words.getLong(memory, at(entry));
            if (state != 0 && state >>> CLIENT_SHIFT == client) {
                waited |= (state & (NUMBER | MARK)) == number(word());
                leave(entry);
            }
        }
        return waited;
    }
}
