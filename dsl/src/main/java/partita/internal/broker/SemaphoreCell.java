package partita.internal.broker;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import partita.internal.memory.Futex;
import partita.internal.memory.Words;

/**
 * Permits in memory that processes share. Each that is taken has an entry with the process that took it, so that those
 * of one that is killed can be given back. The word says how many permits there are and which entry the last step was
 * about; whoever comes next first makes that entry what the step says. So a process that dies at any moment has taken
 * a permit or has not.
 *
 * <pre>
 *  0   the word: flags (3 bits), steps so far (21), the last one's entry (7), what it did (2), permits (31)
 *  8   a number that changes when a permit comes back: who waits sleeps on it
 *  12  how many permits were taken at the broker, which knows by whom
 *  16  the process that was killed with permits; 0 once somebody was told
 *  24  how many permits there can be
 *  64  the entries: process (20 bits), how often it was used (42), state (2); thread; since when
 * </pre>
 *
 * An entry goes from free to claimed and back by the process that claims it, and only by steps of the word from claimed
 * to taken and from taken to free.
 */
public final class SemaphoreCell implements WaitCell {
    /** How much memory it takes. */
    public static final long BYTES = 2_048;

    /** How many permits there can be at the most. */
    public static final long MOST = Integer.MAX_VALUE;

    /** What came of trying to take a permit. */
    public enum Taking {
        /** It was taken. */
        TAKEN,
        /** There is none. */
        NONE,
        /** There is no entry left: the broker has room. */
        NO_ENTRY
    }

    /** What came of giving a permit back. */
    public enum Giving {
        /** It is there. */
        DONE,
        /** It is there, and somebody waits at the broker, which is to be told. */
        TELL,
        /** The broker knows whose it is. */
        AT_BROKER,
        /** All are there. */
        REFUSED
    }

    /** A permit that somebody has. */
    record Taken(long client, long thread, long since) {}

    /** Somebody sleeps until a permit comes back. */
    private static final long WAITERS = 1L << 63;
    /** Somebody has waited for so long that who comes now must not overtake. */
    static final long HANDOFF = 1L << 62;
    /** Somebody waits at the broker, which has to be told. */
    static final long REMOTE = 1L << 61;

    private static final long FLAGS = WAITERS | HANDOFF | REMOTE;
    private static final long STEP = 1L << 40;
    private static final int ENTRY_SHIFT = 33;
    private static final int ENTRY_MASK = 127;
    private static final long TAKE = 1L << 31;
    private static final long GIVE = 2L << 31;
    private static final long WHAT = 3L << 31;
    private static final long PERMITS = MOST;

    private static final long WORD = 0;
    private static final long SEQUENCE = 8;
    private static final long AT_BROKER = 12;
    private static final long ABANDONED = 16;
    private static final long LIMIT = 24;

    private static final long ENTRIES = 64;
    private static final int ENTRY_BYTES = 24;
    private static final long THREAD = 8;
    private static final long SINCE = 16;
    private static final int COUNT = (int) ((BYTES - ENTRIES) / ENTRY_BYTES);
    private static final int NO_ENTRY = ENTRY_MASK;

    private static final int CLIENT_SHIFT = 44;
    private static final long USE = 4;
    private static final long STATE = 3;
    private static final long FREE = 0;
    private static final long CLAIMED = 1;
    private static final long HELD = 2;

    private final MemorySegment memory;

    /**
     * A semaphore.
     *
     * @param memory a cell's, zeros for a new one
     */
    public SemaphoreCell(MemorySegment memory) {
        this.memory = memory;
    }

    /** Its first permits. */
    void begin(long permits, long limit) {
        Words.setLong(memory, LIMIT, limit);
        Words.setLong(memory, WORD, permits);
    }

    long limit() {
        return Words.getLong(memory, LIMIT);
    }

    /**
     * Why a permit was refused that came back.
     *
     * @return for whoever gave it back
     */
    public String tooMany() {
        return limit() == MOST
                ? "a semaphore has no room for more than permits=" + MOST
                : "all permits of the bounded semaphore are there, permits=" + limit()
                        + ": release() was called more often than acquire()";
    }

    private long word() {
        return Words.getLong(memory, WORD);
    }

    /**
     * How many permits are there.
     *
     * @return as it was a moment ago
     */
    public long permits() {
        return word() & PERMITS;
    }

    private static long at(int entry) {
        return ENTRIES + (long) entry * ENTRY_BYTES;
    }

    private long state(int entry) {
        return Words.getLong(memory, at(entry));
    }

    private boolean change(int entry, long from, long state) {
        return Words.replaceLong(memory, at(entry), from, (from & ~STATE) | state);
    }

    private static boolean of(long state, long client) {
        return state >>> CLIENT_SHIFT == client;
    }

    /** The word, once its last step is done. */
    private long settled() {
        long word = word();
        settle(word);
        return word;
    }

    private void settle(long word) {
        long what = word & WHAT;
        if (what == 0) {
            return;
        }
        int entry = (int) (word >>> ENTRY_SHIFT) & ENTRY_MASK;
        long state = state(entry);
        boolean open = (state & STATE) == (what == TAKE ? CLAIMED : HELD);
        // looked at while that was the last step still: else it may be a later claim
        if (open && ((word() ^ word) & ~FLAGS) == 0) {
            change(entry, state, what == TAKE ? HELD : FREE);
        }
    }

    /** Makes a step. */
    private boolean step(long word, long flags, long permits, long what, int entry) {
        long steps = (word + STEP) & ~(STEP - 1) & ~FLAGS;
        long next = flags | steps | (long) entry << ENTRY_SHIFT | what | permits;
        if (!Words.replaceLong(memory, WORD, word, next)) {
            return false;
        }
        settle(next);
        return true;
    }

    /**
     * Takes a permit if one is there and nobody must be let in first.
     *
     * @param client the process
     * @param thread the thread
     * @return what came of it
     */
    public Taking tryTake(long client, long thread) {
        return take(client, thread, false, false);
    }

    /**
     * Takes a permit if one is there, also before others that have waited longer.
     *
     * @param client the process
     * @param thread the thread
     * @param slept whether it was woken, perhaps for others too: then they are to be woken after it
     * @return what came of it
     */
    public Taking tryTakeFirst(long client, long thread, boolean slept) {
        return take(client, thread, true, slept);
    }

    private Taking take(long client, long thread, boolean first, boolean slept) {
        int entry = NO_ENTRY;
        while (true) {
            long word = settled();
            long permits = word & PERMITS;
            if (permits == 0 || (!first && (word & HANDOFF) != 0)) {
                if (entry != NO_ENTRY) {
                    change(entry, state(entry), FREE);
                }
                return Taking.NONE;
            }
            if (entry == NO_ENTRY) {
                entry = claim(client, thread);
                if (entry == NO_ENTRY) {
                    return Taking.NO_ENTRY;
                }
            }
            long flags = word & (first ? WAITERS | REMOTE : FLAGS);
            boolean last = permits == 1;
            if (step(word, slept && last ? flags | WAITERS : flags, permits - 1, TAKE, entry)) {
                if (slept && !last) {
                    wake(1); // a permit came back while only one was woken
                }
                return Taking.TAKEN;
            }
        }
    }

    private static int first(long client, long thread) {
        return (int) ((client * 31 + thread) % COUNT);
    }

    private int claim(long client, long thread) {
        int entry = first(client, thread);
        for (int i = 0; i < COUNT; i++) {
            long state = state(entry);
            long mine = client << CLIENT_SHIFT | ((state + USE) & ((1L << CLIENT_SHIFT) - 1) & ~STATE) | CLAIMED;
            if ((state & STATE) == FREE && Words.replaceLong(memory, at(entry), state, mine)) {
                Words.setLong(memory, at(entry) + THREAD, thread);
                Words.setLong(memory, at(entry) + SINCE, System.nanoTime());
                return entry;
            }
            entry = (entry + 1) % COUNT;
        }
        return NO_ENTRY;
    }

    /** Takes a permit for one whom the broker knows, which says anew whether more wait there. */
    boolean tryTakeAtBroker() {
        while (true) {
            long word = settled();
            if ((word & PERMITS) == 0) {
                return false;
            }
            if (step(word, word & WAITERS, (word & PERMITS) - 1, 0, NO_ENTRY)) {
                Words.addInt(memory, AT_BROKER, 1);
                return true;
            }
        }
    }

    @Override
    public boolean announce(boolean handoff) {
        return flag(handoff ? WAITERS | HANDOFF : WAITERS);
    }

    boolean flag(long flags) {
        for (long word = word(); (word & PERMITS) == 0; word = word()) {
            if ((word & flags) == flags || Words.replaceLong(memory, WORD, word, word | flags)) {
                return true;
            }
        }
        return false;
    }

    /** Nobody waits at the broker any more. */
    void forgetRemote() {
        for (long word = word();
                (word & REMOTE) != 0 && !Words.replaceLong(memory, WORD, word, word & ~REMOTE);
                word = word()) {
            continue;
        }
    }

    @Override
    public boolean keptForWaiters() {
        long word = word();
        return (word & HANDOFF) != 0 && (word & PERMITS) != 0;
    }

    @Override
    public boolean hasRemote() {
        return (word() & REMOTE) != 0;
    }

    @Override
    public int ticket() {
        return Words.getInt(memory, SEQUENCE);
    }

    @Override
    public void sleep(int ticket, long nanos) {
        Futex.await(memory, SEQUENCE, ticket, nanos);
    }

    @Override
    public void wake(int most) {
        Words.addInt(memory, SEQUENCE, 1);
        if (Futex.available()) {
            Futex.wake(memory, SEQUENCE, most);
        }
    }

    /**
     * Gives a permit back: this thread's, or else one of its process's, or else another's, or adds one.
     *
     * @param client the process
     * @param thread the thread
     * @return what came of it
     */
    public Giving release(long client, long thread) {
        while (true) {
            long word = settled();
            int entry = whose(client, thread);
            if (Words.getInt(memory, AT_BROKER) != 0 && (entry == NO_ENTRY || !of(state(entry), client))) {
                return Giving.AT_BROKER;
            }
            if ((word & PERMITS) >= limit()) {
                return Giving.REFUSED;
            }
            if (give(word, entry, 1)) {
                return (word & REMOTE) != 0 ? Giving.TELL : Giving.DONE;
            }
        }
    }

    /** The broker's: gives back what it has noted for somebody, or has not. False if all are there. */
    boolean releaseAtBroker(long client, long thread, boolean noted) {
        while (true) {
            long word = settled();
            if ((word & PERMITS) >= limit()) {
                return false;
            }
            if (give(word, noted ? NO_ENTRY : whose(client, thread), 1)) {
                if (noted) {
                    Words.addInt(memory, AT_BROKER, -1);
                }
                return true;
            }
        }
    }

    /** What it has noted for somebody will not come back. */
    void forgetAtBroker() {
        Words.addInt(memory, AT_BROKER, -1);
    }

    private boolean give(long word, int entry, int permits) {
        boolean done =
                step(word, word & (HANDOFF | REMOTE), (word & PERMITS) + permits, entry == NO_ENTRY ? 0 : GIVE, entry);
        if (done && (word & WAITERS) != 0) {
            wake(1);
        }
        return done;
    }

    private int whose(long client, long thread) {
        int any = NO_ENTRY;
        int its = NO_ENTRY;
        int entry = first(client, thread);
        for (int i = 0; i < COUNT; i++) {
            long state = state(entry);
            if ((state & STATE) == HELD) {
                any = entry;
                if (of(state, client)) {
                    its = entry;
                    if (Words.getLong(memory, at(entry) + THREAD) == thread) {
                        return entry;
                    }
                }
            }
            entry = (entry + 1) % COUNT;
        }
        return its == NO_ENTRY ? any : its;
    }

    /** Whether somebody has a permit of whom the broker knows nothing. */
    boolean hasTaken() {
        return whose(0, 0) != NO_ENTRY;
    }

    /** A process was killed with permits that come back. */
    void abandoned(long client) {
        Words.setLong(memory, ABANDONED, client);
    }

    /**
     * Only for who took a permit just now: which process was killed with one, the first time somebody asks.
     *
     * @return its number; 0 for none
     */
    public long news() {
        long client = Words.getLong(memory, ABANDONED);
        return client != 0 && Words.replaceLong(memory, ABANDONED, client, 0) ? client : 0;
    }

    /** A process has ended: gives back what it had if it was killed, and wakes all, since it may have been the one. */
    void ended(long client, boolean killed) {
        for (int entry = 0; entry < COUNT; entry++) {
            long word = settled();
            for (long state = state(entry); of(state, client) && (state & STATE) != FREE; state = state(entry)) {
                if ((state & STATE) == CLAIMED) {
                    change(entry, state, FREE);
                } else {
                    if (killed) {
                        abandoned(client);
                    }
                    give(word, entry, killed ? 1 : 0);
                }
                word = settled();
            }
        }
        wake(Integer.MAX_VALUE);
    }

    /** Who has permits of whom the broker knows nothing else. */
    List<Taken> taken() {
        List<Taken> all = new ArrayList<>();
        var _ = settled();
        for (int entry = 0; entry < COUNT; entry++) {
            long state = state(entry);
            if ((state & STATE) == HELD) {
                all.add(new Taken(
                        state >>> CLIENT_SHIFT,
                        Words.getLong(memory, at(entry) + THREAD),
                        Words.getLong(memory, at(entry) + SINCE)));
            }
        }
        return all;
    }
}
