package partita.internal.broker;

import java.lang.foreign.MemorySegment;
import java.lang.invoke.VarHandle;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import partita.internal.memory.Words;

/**
 * A number in memory that processes share. Who changes it writes the new one beside the old one and then counts the
 * version up, so that a process which dies at any moment has changed it or has not; the broker, which learns of every
 * end, then takes its name out of the word.
 *
 * <pre>
 *  0   the word: version (44 bits) and the process that is changing it (20 bits; 0 for none)
 *  8   number of the even versions      24  its tag
 *  16  number of the odd versions       28  its tag
 * </pre>
 */
public final class ValueCell {
    /** A tag: the value is no number any more and lies at the broker, for good. */
    public static final byte MOVED = 1;

    private static final int VERSION_SHIFT = 20;
    private static final long CHANGER = (1L << VERSION_SHIFT) - 1;
    private static final long WORD = 0;
    private static final long BITS = 8;
    private static final long TAG = 24;
    private static final int SPINS = 200;
    private static final long NAP_NANOS = 50_000;

    /** A number and its version. */
    public record Snapshot(long version, byte tag, long bits) {
        /**
         * The number.
         *
         * @return of the class that it was given with
         */
        public Number number() {
            return Numbers.number(tag, bits);
        }
    }

    private final MemorySegment memory;

    /**
     * A number.
     *
     * @param memory a cell's
     */
    public ValueCell(MemorySegment memory) {
        this.memory = memory;
    }

    /**
     * Its first number, in a new cell.
     *
     * @param tag its tag
     * @param bits its bits
     */
    public void begin(byte tag, long bits) {
        put(0, tag, bits);
    }

    private void put(long version, byte tag, long bits) {
        long odd = version & 1;
        Words.setLong(memory, BITS + odd * Long.BYTES, bits);
        Words.setInt(memory, TAG + odd * Integer.BYTES, tag);
    }

    /**
     * What it is now.
     *
     * @return the newest version
     */
    public Snapshot read() {
        while (true) {
            long version = Words.getLong(memory, WORD) >>> VERSION_SHIFT;
            Snapshot found = at(version);
            VarHandle.acquireFence();
            if (Words.getLong(memory, WORD) >>> VERSION_SHIFT == version) {
                return found; // the next change was written to the other place
            }
        }
    }

    private Snapshot at(long version) {
        long odd = version & 1;
        return new Snapshot(
                version,
                (byte) Words.getInt(memory, TAG + odd * Integer.BYTES),
                Words.getLong(memory, BITS + odd * Long.BYTES));
    }

    /**
     * Begins to change it.
     *
     * @param client the number of the process that does
     * @return its version; -1 where another process is in the middle of a change, and stays there
     */
    public long begin(long client) {
        for (int i = 0; i < SPINS; i++) {
            long word = Words.getLong(memory, WORD);
            if ((word & CHANGER) == 0 && Words.replaceLong(memory, WORD, word, word | client)) {
                return word >>> VERSION_SHIFT;
            }
            Thread.onSpinWait();
        }
        return -1;
    }

    /** Lets another process go on: with its change, or with its end. */
    public static void nap() {
        LockSupport.parkNanos(NAP_NANOS);
    }

    /**
     * Ends a change.
     *
     * @param version what {@link #begin} gave
     * @param tag the new number's tag
     * @param bits the new number
     */
    public void end(long version, byte tag, long bits) {
        put(version + 1, tag, bits);
        Words.setLong(memory, WORD, (version + 1) << VERSION_SHIFT);
    }

    /**
     * Leaves it as it was.
     *
     * @param version what {@link #begin} gave
     */
    public void cancel(long version) {
        Words.setLong(memory, WORD, version << VERSION_SHIFT);
    }

    /**
     * Within a change: what is to be changed.
     *
     * @param version what {@link #begin} gave
     * @return the number
     */
    public Snapshot current(long version) {
        return at(version);
    }

    /** A process has ended, perhaps in the middle of a change. */
    void ended(long client) {
        long word = Words.getLong(memory, WORD);
        if ((word & CHANGER) == client) {
            Words.replaceLong(memory, WORD, word, word & ~CHANGER);
        }
    }

    /** The broker's lock may be held, under which nothing waits. */
    @Nullable
    Long tryBegin(long client) {
        long version = begin(client);
        return version < 0 ? null : version;
    }
}
