package partita.internal.broker;

import java.lang.foreign.MemorySegment;
import java.lang.invoke.VarHandle;
import partita.internal.memory.Words;

/**
 * Says in memory who may send without waiting for an answer: one process, so that what several send stays in order, and
 * nobody once the thing is closed, so that who sends then is refused. Who has posted looks once more whether it is
 * closed: closing it begins with that word, and only then all is taken that was posted. So either the post is seen in
 * time, or the poster sees the word and asks what became of it.
 *
 * <pre>
 *  0   whether it is closed; written by the broker alone
 *  8   the process that may post at end 0; 0 for none yet
 *  16  the same at end 1
 * </pre>
 */
public final class PostCell {
    private static final int ENDS = 2;
    private static final long SHUT = 0;
    private static final long POSTERS = 8;

    private final MemorySegment memory;

    /**
     * Of something that is open.
     *
     * @param memory a cell's, zeros for a new one
     */
    public PostCell(MemorySegment memory) {
        this.memory = memory;
    }

    private static long at(long end) {
        return POSTERS + end * Long.BYTES;
    }

    /**
     * Whether a process may post; the first that asks may until it ends.
     *
     * @param client the process
     * @param end at which end, 0 or 1; always 0 of what has no ends
     * @return false where it has to wait for the answer
     */
    public boolean mayPost(long client, long end) {
        if (Words.getInt(memory, SHUT) != 0) {
            return false;
        }
        long poster = Words.getLong(memory, at(end));
        return poster == client || (poster == 0 && Words.replaceLong(memory, at(end), 0, client));
    }

    /**
     * Whether it is closed, or about to be. Where it is not, after something was posted, that is taken before the end.
     *
     * @return true if the broker is to be asked what became of it
     */
    public boolean isShut() {
        VarHandle.fullFence(); // what was posted is to be seen before this looks
        return Words.getInt(memory, SHUT) != 0;
    }

    /** It is to be closed; before the broker looks what was posted, and before anybody is told. */
    void shut() {
        Words.setInt(memory, SHUT, 1);
        VarHandle.fullFence();
    }

    /** A process has ended, and all that it posted was taken: another one may. */
    void ended(long client) {
        for (int end = 0; end < ENDS; end++) {
            Words.replaceLong(memory, at(end), client, 0);
        }
    }
}
