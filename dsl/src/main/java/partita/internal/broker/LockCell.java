package partita.internal.broker;

import java.lang.foreign.MemorySegment;
import partita.internal.memory.Futex;
import partita.internal.memory.Words;

/**
 * A lock in memory that processes share. Who holds it stands in one word, so that a process which dies at any moment
 * leaves either a free lock or one that names it; the broker, which learns of every end, then frees it and wakes all.
 *
 * <pre>
 *  0   the word: holder (20 bits of process, 32 of thread; 0 for nobody) and flags
 *  8   how often its holder has it, beyond the first time
 *  12  a number that changes when the lock is given back: who waits sleeps on it
 *  16  the process whose end left what it guards in doubt, and whether a later holder was told
 *  24  since when it is held, by the system's clock; 0 where nobody asked yet
 * </pre>
 */
public final class LockCell implements WaitCell {
    /** Processes with a greater number cannot use it. */
    public static final long LAST_CLIENT = (1L << 20) - 1;

    /** Somebody sleeps until it is given back. */
    static final long WAITERS = 1L << 63;
    /** Somebody has waited for so long that who comes now must not overtake. */
    static final long HANDOFF = 1L << 62;
    /** Somebody waits at the broker, which has to be told. */
    static final long REMOTE = 1L << 61;

    private static final long HOLDER = (1L << 52) - 1;
    private static final long TOLD = 1L << 63;

    private static final long WORD = 0;
    private static final long MORE = 8;
    private static final long SEQUENCE = 12;
    private static final long ABANDONED = 16;
    private static final long SINCE = 24;

    private final MemorySegment memory;

    /**
     * A lock.
     *
     * @param memory a cell's, zeros for a new lock
     */
    public LockCell(MemorySegment memory) {
        this.memory = memory;
    }

    /**
     * A thread as the word names it.
     *
     * @param client its process's number at the broker
     * @param thread its own
     * @return never 0
     */
    public static long holder(long client, long thread) {
        return client << Integer.SIZE | (thread & 0xFFFF_FFFFL);
    }

    static long client(long holder) {
        return holder >>> Integer.SIZE;
    }

    static long thread(long holder) {
        return holder & 0xFFFF_FFFFL;
    }

    /**
     * Who holds it.
     *
     * @return 0 for nobody
     */
    public long holder() {
        return word() & HOLDER;
    }

    private long word() {
        return Words.getLong(memory, WORD);
    }

    /**
     * Takes it if it is free and nobody must be let in first.
     *
     * @param me who
     * @return whether it was taken
     */
    public boolean tryTake(long me) {
        long word = word();
        return (word & (HOLDER | HANDOFF)) == 0 && replace(word, word | me);
    }

    /**
     * Takes it if it is free, also before others that have waited longer.
     *
     * @param me who
     * @param flag {@link #WAITERS} where others may sleep whom nobody would wake, or 0
     * @return whether it was taken
     */
    public boolean tryTakeFirst(long me, boolean flag) {
        long word = word();
        return (word & HOLDER) == 0 && replace(word, (word & ~HANDOFF) | me | (flag ? WAITERS : 0));
    }

    /** The same for one who waits at the broker, which says anew whether there are more of them. */
    boolean tryTakeAtBroker(long me) {
        long word = word();
        return (word & HOLDER) == 0 && replace(word, (word & WAITERS) | me);
    }

    /** Nobody waits at the broker any more. */
    void forgetRemote() {
        for (long word = word(); (word & REMOTE) != 0 && !replace(word, word & ~REMOTE); word = word()) {
            continue;
        }
    }

    private boolean replace(long word, long next) {
        boolean taken = Words.replaceLong(memory, WORD, word, next);
        if (taken && (next & HOLDER) != 0 && (word & HOLDER) == 0) {
            Words.setLong(memory, SINCE, 0);
        }
        return taken;
    }

    @Override
    public boolean announce(boolean handoff) {
        return flag(handoff ? WAITERS | HANDOFF : WAITERS);
    }

    boolean flag(long flags) {
        for (long word = word(); (word & HOLDER) != 0; word = word()) {
            if ((word & flags) == flags || replace(word, word | flags)) {
                if (Words.getLong(memory, SINCE) == 0) {
                    Words.replaceLong(memory, SINCE, 0, System.nanoTime());
                }
                return true;
            }
        }
        return false;
    }

    @Override
    public boolean keptForWaiters() {
        return (word() & (HOLDER | HANDOFF)) == HANDOFF;
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

    /**
     * Gives it back; only for who holds it.
     *
     * @return whether somebody waits at the broker, which is to be told
     */
    public boolean release() {
        while (true) {
            long word = word();
            if (replace(word, word & (HANDOFF | REMOTE))) {
                if ((word & WAITERS) != 0) {
                    wake(1);
                }
                return (word & REMOTE) != 0;
            }
        }
    }

    @Override
    public void wake(int most) {
        Words.addInt(memory, SEQUENCE, 1);
        if (Futex.available()) {
            Futex.wake(memory, SEQUENCE, most);
        }
    }

    /** One who sleeps elsewhere sleeps here from now on; {@link #announce} comes first. */
    void adopt(MemorySegment from, long at) {
        Futex.move(from, at, memory, SEQUENCE);
    }

    /**
     * How often its holder has it beyond the first time.
     *
     * @return 0 or more
     */
    public int more() {
        return Words.getInt(memory, MORE);
    }

    /**
     * Only for who holds it.
     *
     * @param more how often it has it beyond the first time
     */
    public void more(int more) {
        Words.setInt(memory, MORE, more);
    }

    /**
     * Only for who took it just now: whose end left what it guards in doubt, the first time somebody asks.
     *
     * @return the number of a process; 0 for none, or where an earlier holder was told
     */
    public long news() {
        long abandoned = Words.getLong(memory, ABANDONED);
        if (abandoned == 0 || (abandoned & TOLD) != 0) {
            return 0;
        }
        Words.setLong(memory, ABANDONED, abandoned | TOLD);
        return abandoned;
    }

    /**
     * Whether an end left what it guards in doubt.
     *
     * @return until somebody says that it is repaired
     */
    public boolean abandoned() {
        return Words.getLong(memory, ABANDONED) != 0;
    }

    /** What it guards is repaired. */
    public void recover() {
        Words.setLong(memory, ABANDONED, 0);
    }

    /** A process has ended: frees what it held, and wakes all, since it may have been the one that was to. */
    boolean ended(long client) {
        boolean held = false;
        for (long word = word(); (word & HOLDER) != 0 && client(word & HOLDER) == client; word = word()) {
            Words.setInt(memory, MORE, 0);
            Words.setLong(memory, ABANDONED, client);
            held = replace(word, word & (HANDOFF | REMOTE));
        }
        wake(Integer.MAX_VALUE);
        return held;
    }

    /** Since when its holder has it, as far as somebody has waited for it; 0 where nobody knows. */
    long since() {
        return Words.getLong(memory, SINCE);
    }
}
