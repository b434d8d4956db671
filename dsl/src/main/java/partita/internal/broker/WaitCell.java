package partita.internal.broker;

/** Memory in which some wait for what others give back: a lock, or permits. Looked at as it is just now. */
public interface WaitCell {
    /**
     * Says that somebody waits, for as long as there is nothing to take.
     *
     * @param handoff whether who comes now must not overtake
     * @return false if there is something to take
     */
    boolean announce(boolean handoff);

    /**
     * Whether there is something to take, but for those who have waited.
     *
     * @return true between one who gave it back and one for whom it was kept
     */
    boolean keptForWaiters();

    /**
     * Whether somebody waits at the broker, which takes longer to come than a sleeper here.
     *
     * @return as it was a moment ago
     */
    boolean hasRemote();

    /**
     * What a sleep begins with, before the caller looks whether there is something to take.
     *
     * @return a number for {@link #sleep}
     */
    int ticket();

    /**
     * Sleeps until something is given back; also ends for no reason.
     *
     * @param ticket from before the caller looked
     * @param nanos how long at the most
     */
    void sleep(int ticket, long nanos);

    /**
     * Wakes sleepers.
     *
     * @param most how many
     */
    void wake(int most);
}
