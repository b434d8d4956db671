package partita.internal.broker;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayDeque;
import org.jetbrains.lincheck.LincheckAssertionError;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.StressOptions;
import org.jspecify.annotations.Nullable;
import partita.internal.broker.SemaphoreCell.Giving;
import partita.internal.broker.SemaphoreCell.Taking;
import partita.internal.memory.FrameRing;
import partita.internal.memory.Words;

/**
 * What several threads do at once with what lies in memory has to look as if they had done it one after the other: random
 * programs of three threads are run, and each outcome is compared with all orders. A program of its own, since Lincheck
 * puts an agent into its JVM. It knows nothing of memory outside the heap, so it stresses and does not explore.
 */
final class Linear {
    private static final int ITERATIONS = Integer.getInteger("partita.linear", 8);
    /** A wrong one ends at the first program that shows it. */
    private static final int UNTIL_FOUND_OUT = 200;

    private static final int INVOCATIONS = 2_000;

    private Linear() {}

    private static MemorySegment memory(long bytes) {
        return Arena.ofAuto().allocate(bytes, Long.BYTES);
    }

    private static long me() {
        return Thread.currentThread().threadId();
    }

    /** Each thread is a process of its own. */
    private static long client() {
        return 1 + me() % 1_000;
    }

    /** Two permits. */
    public static class Permits {
        private int permits = 2;

        /** Takes one. */
        public boolean take() {
            boolean taken = permits > 0;
            permits -= taken ? 1 : 0;
            return taken;
        }

        /** Gives one back. */
        public void give() {
            permits++;
        }

        /** How many are there. */
        public long permits() {
            return permits;
        }
    }

    /** In a cell. */
    public static class Semaphores {
        private final SemaphoreCell cell = new SemaphoreCell(memory(SemaphoreCell.BYTES));

        public Semaphores() {
            cell.begin(2, SemaphoreCell.MOST);
        }

        @Operation
        public boolean take() {
            return cell.tryTake(client(), me()) == Taking.TAKEN;
        }

        @Operation
        public void give() {
            if (cell.release(client(), me()) != Giving.DONE) {
                throw new IllegalStateException("refused");
            }
        }

        @Operation
        public long permits() {
            return cell.permits();
        }
    }

    /** Permits that get lost, which is to be found out. */
    public static class Careless {
        private final MemorySegment memory = memory(Long.BYTES);

        public Careless() {
            Words.setLong(memory, 0, 2);
        }

        @Operation
        public boolean take() {
            long permits = permits();
            Words.setLong(memory, 0, Math.max(0, permits - 1));
            return permits > 0;
        }

        @Operation
        public void give() {
            Words.setLong(memory, 0, permits() + 1);
        }

        @Operation
        public long permits() {
            return Words.getLong(memory, 0);
        }
    }

    /** A number. */
    public static class Count {
        private long value;

        /** Adds one. */
        public long increment() {
            return ++value;
        }

        /** What it is. */
        public long get() {
            return value;
        }
    }

    /** In a cell. */
    public static class Values {
        private final ValueCell cell = new ValueCell(memory(Cells.BYTES));

        public Values() {
            cell.begin(Numbers.tag(0L), 0);
        }

        @Operation
        public long increment() {
            long version = cell.begin(client());
            while (version < 0) {
                version = cell.begin(client());
            }
            ValueCell.Snapshot before = cell.current(version);
            cell.end(version, before.tag(), before.bits() + 1);
            return before.bits() + 1;
        }

        @Operation
        public long get() {
            return cell.read().bits();
        }
    }

    /** In a cell. */
    public static class Locks {
        private final LockCell cell = new LockCell(memory(Cells.BYTES));

        @Operation
        public boolean tryKeep() {
            return cell.tryTake(LockCell.holder(client(), me()));
        }

        @Operation
        public boolean isHeld() {
            return cell.holder() != 0;
        }
    }

    /** A lock that nobody gives back. */
    public static class Kept {
        private boolean kept;

        /** Takes it; false where somebody has it. */
        public boolean tryKeep() {
            boolean taken = !kept;
            kept = true;
            return taken;
        }

        /** Whether somebody has it. */
        public boolean isHeld() {
            return kept;
        }
    }

    /** A flag. */
    public static class Flag {
        private boolean set;

        /** Sets it. */
        public void set() {
            set = true;
        }

        /** Clears it. */
        public void clear() {
            set = false;
        }

        /** Whether it is set. */
        public boolean isSet() {
            return set;
        }
    }

    /** In a cell. */
    public static class Events {
        private final EventCell cell = new EventCell(memory(Cells.BYTES));

        @Operation
        public void set() {
            var _ = cell.set();
        }

        @Operation
        public void clear() {
            cell.clear();
        }

        @Operation
        public boolean isSet() {
            return cell.isSet();
        }
    }

    /** Frames in their order; four have room. */
    public static class Frames {
        private final ArrayDeque<Integer> frames = new ArrayDeque<>();
        private int next;

        /** Writes the next number; false where there is no room. */
        public boolean write() {
            boolean room = frames.size() < Rings.ROOM;
            if (room) {
                frames.add(++next);
            }
            return room;
        }

        /** Reads one, or nothing. */
        public @Nullable Integer read() {
            return frames.poll();
        }
    }

    /** One writer, one reader. */
    public static class Rings {
        static final int ROOM = 4;
        private static final int CAPACITY = ROOM * 2 * Long.BYTES;

        private final MemorySegment memory = memory(FrameRing.size(CAPACITY));
        private final FrameRing writer = new FrameRing(memory, 0, CAPACITY);
        private final FrameRing reader = new FrameRing(memory, 0, CAPACITY);
        private int next;

        @Operation(nonParallelGroup = "writer")
        public boolean write() {
            boolean written = writer.write(new byte[] {(byte) (next + 1)}, 0) > 0;
            next += written ? 1 : 0;
            return written;
        }

        @Operation(nonParallelGroup = "reader")
        public @Nullable Integer read() {
            byte[] frame = reader.next();
            return frame == null ? null : (int) frame[0];
        }
    }

    private static boolean isLinear(Class<?> cell, Class<?> like) {
        long begun = System.nanoTime();
        boolean linear = true;
        try {
            new StressOptions()
                    .sequentialSpecification(like)
                    .iterations(cell == Careless.class ? UNTIL_FOUND_OUT : ITERATIONS)
                    .invocationsPerIteration(INVOCATIONS)
                    .threads(3)
                    .actorsPerThread(3)
                    .check(cell);
        } catch (LincheckAssertionError e) {
            linear = false;
            if (cell != Careless.class) {
                System.out.println(e.getMessage());
            }
        }
        System.out.println(
                cell.getSimpleName() + " linear=" + linear + " ms=" + (System.nanoTime() - begun) / 1_000_000);
        return linear;
    }

    /**
     * Tries all.
     *
     * @param arguments none
     */
    public static void main(String[] arguments) {
        boolean all = !isLinear(Careless.class, Permits.class)
                & isLinear(Semaphores.class, Permits.class)
                & isLinear(Values.class, Count.class)
                & isLinear(Locks.class, Kept.class)
                & isLinear(Events.class, Flag.class)
                & isLinear(Rings.class, Frames.class);
        System.exit(all ? 0 : 1);
    }
}
