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

    /**
     * Either: a large message whose body was left in a file.
     *
     * @param name the file's name
     * @param head the message's first frame
     */
    record Parked(String name, byte[] head) implements Message {}

    /**
     * Owner: how it logs, and the worker is to log, from the next piece on.
     *
     * @param level the level
     * @param toStderr whether lines go to standard error
     */
    record Logging(long level, boolean toStderr) implements Message {}

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

    /**
     * Client of shared objects: something to do to one of them.
     *
     * @param call names this call among the client's
     * @param object the object
     * @param op what to do, as the broker numbers it
     * @param thread the client's thread
     * @param a a number that the operation needs, or 0
     * @param b another
     * @param payload packed values that the operation needs
     */
    record Ask(long call, long object, int op, long thread, long a, long b, byte[] payload) implements Message {}

    /**
     * Client of shared objects: nobody waits for a call any more; it is to be answered at once. A negative call says that
     * the item that answered it has arrived.
     *
     * @param call the call
     */
    record GiveUp(long call) implements Message {}

    /**
     * Broker: what came of a call.
     *
     * @param call the call
     * @param outcome what kind of answer, as the broker numbers them
     * @param number a number
     * @param payload packed values, or a text
     */
    record Answer(long call, int outcome, long number, byte[] payload) implements Message {}
}
