package partita.api;

import java.time.Duration;

/** A flag that threads of several processes set and wait for. */
public interface SharedEvent {
    /** Sets it; all who wait go on. */
    void set();

    /** Makes it unset; who waits from now on waits for the next {@link #set()}. */
    void clear();

    /**
     * Whether it is set.
     *
     * @return as it was a moment ago
     */
    boolean isSet();

    /**
     * Waits until it is set.
     *
     * @throws ParInterruptedException if interrupted meanwhile
     * @throws ClosedException if the process that keeps it has ended
     */
    void await();

    /**
     * Waits until it is set, for some time.
     *
     * @param limit how long; zero or less for not at all
     * @return whether it was set
     * @throws ParInterruptedException if interrupted meanwhile
     * @throws ClosedException if the process that keeps it has ended
     */
    boolean await(Duration limit);
}
