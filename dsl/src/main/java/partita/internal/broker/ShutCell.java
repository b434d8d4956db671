package partita.internal.broker;

import java.lang.foreign.MemorySegment;
import partita.internal.memory.Words;

/**
 * Says in memory that something takes no more, so that who sends without waiting for an answer is refused as soon as it
 * is closed. Written by the broker alone.
 */
public final class ShutCell {
    private static final long SHUT = 0;

    private final MemorySegment memory;

    /**
     * Of something that is open.
     *
     * @param memory a cell's, zeros for a new one
     */
    public ShutCell(MemorySegment memory) {
        this.memory = memory;
    }

    /**
     * Whether it was closed.
     *
     * @return true for good
     */
    public boolean isShut() {
        return Words.getInt(memory, SHUT) != 0;
    }

    /** It is closed; before anybody is told. */
    void shut() {
        Words.setInt(memory, SHUT, 1);
    }
}
