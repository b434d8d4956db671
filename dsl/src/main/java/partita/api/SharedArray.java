package partita.api;

import java.lang.foreign.MemorySegment;

/** Numbers that several processes share. Each method is one step; a change is seen by all in the same order. */
public sealed interface SharedArray permits SharedInts, SharedLongs, SharedDoubles, SharedBytes {
    /**
     * How many numbers there are.
     *
     * @return what it was made with
     */
    int length();

    /**
     * The memory that the numbers lie in, in this machine's byte order; no copy. What is written there is seen by all,
     * but plain access has no order among processes: take {@link #lock()} round it, or use {@code VarHandle}s.
     *
     * @return memory that stays mapped for as long as it is reachable
     * @throws IllegalStateException if they lie in no memory that this process can map: shared memory was switched off
     *     ({@code -Dpartita.memory=off}), or is not to be had here
     * @throws ClosedException if the process that keeps it has ended
     */
    MemorySegment segment();

    /**
     * A lock that goes with the array, for changes that take several steps; its own methods do not respect it.
     *
     * @return the same lock in all processes; its holder can take it again
     */
    SharedLock lock();
}
