package partita.spi;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.Optional;

/**
 * Holds the content of large arrays between the processes of one machine, beside the payloads that name it: copied in
 * once and out once. Safe for use by several threads.
 */
public interface Store {
    /** Shorter contents go with the payload. */
    long LEAST_BYTES = 1 << 20;

    /**
     * Keeps a copy of a content until it is removed.
     *
     * @param content the content
     * @return names it; nothing if there is no room
     */
    Optional<String> put(MemorySegment content);

    /**
     * Says that room in the heap is about to be taken for a content that will be copied out.
     *
     * @param bytes how long it is
     */
    default void expect(long bytes) {}

    /**
     * Copies a content out.
     *
     * @param name what {@link #put} gave, in whatever process
     * @param target where to; as long as the content
     * @throws IOException if it is not there, or shorter
     */
    void get(String name, MemorySegment target) throws IOException;

    /**
     * Lets a content go; does nothing where it is gone.
     *
     * @param name what {@link #put} gave, in whatever process
     */
    void remove(String name);
}
