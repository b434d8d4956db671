package partita.internal.wire;

/**
 * What a notebook and its workers say to each other. A {@code ticket} names one hand-over of a piece of work
 * to one worker; tickets grow, and a worker begins its pieces in the order of their tickets.
 */
public sealed interface Message {
    /**
     * Worker: who it is. The only message that is read from an unknown peer.
     *
     * @param token the one-time token that the worker was given
     * @param pid its process id
     */
    record Hello(String token, long pid) implements Message {}

    /** Owner: the token was right. */
    record Welcome() implements Message {}

    /** Worker: the welcome arrived; work may be sent. */
    record Ready() implements Message {}

    /**
     * Owner: what runs the pieces of this hash.
     *
     * @param hash names the content
     * @param bytes the packed bundle
     */
    record AddBundle(String hash, byte[] bytes) implements Message {}

    /**
     * Owner: a large part of one or more bundles.
     *
     * @param hash names the content
     * @param bytes the content
     */
    record AddBlob(String hash, byte[] bytes) implements Message {}

    /**
     * Owner: a piece of work.
     *
     * @param ticket names this hand-over
     * @param run the run that it belongs to
     * @param from the offset of the first item to run; those before it have run elsewhere
     * @param hash the bundle that runs it
     * @param payload the packed items
     */
    record Execute(long ticket, long run, int from, String hash, byte[] payload) implements Message {}

    /**
     * Owner: give a piece back if it has not begun.
     *
     * @param ticket the hand-over
     */
    record Recall(long ticket) implements Message {}

    /**
     * Owner: give a piece back if it has not begun, else interrupt it.
     *
     * @param ticket the hand-over
     */
    record Cancel(long ticket) implements Message {}

    /**
     * Owner: give a piece back if it has not begun, else end it once the item that runs has.
     *
     * @param ticket the hand-over
     */
    record Drain(long ticket) implements Message {}

    /**
     * Owner: how much it has taken of what the worker sent since it began; makes room for more.
     *
     * @param results how many results
     * @param position up to where of what the worker keeps in its journal
     * @param output how many bytes of output
     */
    record Taken(long results, long position, long output) implements Message {}

    /** Owner: end. */
    record Shutdown() implements Message {}

    /**
     * Worker: a piece has begun.
     *
     * @param ticket the hand-over
     */
    record Started(long ticket) implements Message {}

    /**
     * Worker: results of a piece.
     *
     * @param ticket the hand-over
     * @param last whether the piece is done
     * @param position up to where this and all before it stand in the worker's journal
     * @param payload the packed results
     */
    record Result(long ticket, boolean last, long position, byte[] payload) implements Message {}

    /**
     * Worker: the bundle of a piece is not there (any more).
     *
     * @param ticket the hand-over that waits for it
     */
    record NeedBundle(long ticket) implements Message {}

    /**
     * Worker: a part of the bundle of a piece is not there (any more).
     *
     * @param ticket the hand-over that waits for it
     * @param hash the part's hash
     */
    record NeedBlob(long ticket, String hash) implements Message {}

    /**
     * Worker: a piece was given back; it has not begun and will not.
     *
     * @param ticket the hand-over
     */
    record Returned(long ticket) implements Message {}

    /**
     * Worker: text that was written.
     *
     * @param run the run that ran, or was the last to run, when it was written
     * @param error whether to standard error
     * @param text the text
     */
    record Output(long run, boolean error, String text) implements Message {
        /**
         * What it counts against the limit of what may be under way.
         *
         * @return the memory that its text takes, roughly
         */
        public int weight() {
            return 64 + text.length();
        }
    }
}
