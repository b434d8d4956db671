package partita.internal.broker;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The state of one shared object. Guarded by the broker's lock. */
abstract class State {
    /** Does what a caller asks for and answers now, or keeps the request and answers later. */
    abstract void ask(Request request);

    /** Nobody waits for a request that was kept: forgets and answers it. */
    abstract void giveUp(Request request);

    /**
     * A process has ended; none of its requests may be granted any more.
     *
     * @param client the process
     * @param killed whether it did not end in good order
     */
    abstract void ended(Client client, boolean killed);

    /** Something is asked, and not done before what {@link #tellsWhatArrived} says. */
    void announced(Op op) {}

    /** Whether that depends on what has arrived, so that all that was posted before it is to be taken first. */
    boolean tellsWhatArrived(Op op) {
        return false;
    }

    /** Where in what is put or taken the letter begins that it is; negative if it is none. */
    int lettersAt() {
        return -1;
    }

    /** What was put and nobody will read, since this was last asked; of all it has if it is forgotten. */
    List<byte[]> lost(boolean forgotten) {
        return List.of();
    }

    /** What is to be told of it; null where there is nothing to hold or to wait for. */
    abstract @Nullable Exhibit exhibit(long id);

    static void unknown(Request request) {
        request.refuse("this shared object knows no op=" + request.op);
    }
}
