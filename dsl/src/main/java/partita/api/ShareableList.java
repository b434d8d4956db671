package partita.api;

import java.util.AbstractList;
import org.jspecify.annotations.Nullable;

/**
 * A list of fixed length in shared memory: Integer, Long, Double, Boolean, String, byte[] and null. An element can be
 * replaced by one of another type, but by no longer text or bytes than it has room for: what it was made with, rounded
 * up to the next multiple of 8 bytes. Another process may see a text half replaced: take a lock where that matters.
 */
public abstract class ShareableList extends AbstractList<@Nullable Object> implements AutoCloseable {
    /** Made by {@code par.shareableList(...)}. */
    protected ShareableList() {}

    /**
     * The memory that it lies in.
     *
     * @return its name is what {@code par.attachList} needs; to be unlinked when the list is not needed any more
     */
    public abstract SharedMemory memory();

    /** Unmaps it in this process; once is enough. */
    @Override
    public void close() {
        memory().close();
    }
}
