package partita.api;

import java.lang.foreign.MemorySegment;

/**
 * Memory that processes of this user and machine map, by its name or by an object that travels. It lives as long as
 * the process that made it, however that ends, or until somebody unlinks it; who has it mapped keeps it until it
 * closes it.
 */
public interface SharedMemory extends AutoCloseable {
    /**
     * What others attach it by.
     *
     * @return its name
     */
    String name();

    /**
     * How large it is.
     *
     * @return in bytes, as it was asked for
     */
    long size();

    /**
     * The memory; no copy. Plain access has no order among processes: take a lock round it, or use {@code VarHandle}s.
     *
     * @return all of it; access throws IllegalStateException once this is closed
     * @throws ClosedException if it was closed
     */
    MemorySegment segment();

    /** Unmaps it in this process; others' stay. Once is enough. */
    @Override
    void close();

    /**
     * Removes its name, so that nobody can attach it any more; who has it mapped keeps it.
     *
     * @throws java.util.NoSuchElementException if it was unlinked already
     */
    void unlink();
}
