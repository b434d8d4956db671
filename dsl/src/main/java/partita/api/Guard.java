package partita.api;

import java.util.Optional;

/**
 * Holds a lock, a permit or a condition's lock until it is closed: {@code try (var _ = lock.acquire()) { ... }}.
 * To be closed by the thread that got it.
 */
public interface Guard extends AutoCloseable {
    /**
     * Who held it before and was ended in the middle of it, so that what it guards may be half done.
     *
     * @return the process that ended, where this is the first to hold it since
     */
    Optional<Holder> abandonedBy();

    /**
     * Gives it back; does nothing the second time.
     *
     * @throws ClosedException if the process that keeps it has ended
     */
    @Override
    void close();
}
