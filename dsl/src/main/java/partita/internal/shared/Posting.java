package partita.internal.shared;

import java.lang.foreign.MemorySegment;
import partita.internal.broker.Op;
import partita.internal.broker.Ports;
import partita.internal.broker.PostCell;
import partita.internal.broker.Reply;

/**
 * Sends without waiting for each answer, where what is sent cannot be refused: it stands in memory that outlives this
 * process. Now and then somebody waits for an answer all the same, so that no sender runs far ahead of the broker.
 */
final class Posting {
    private static final int MOST = 1_024;
    private static final long MOST_BYTES = 1 << 20;

    private final PostCell cell;
    // counts of several threads may get lost, so that one waits a little later
    private int count;
    private long bytes;

    Posting(MemorySegment memory) {
        this.cell = new PostCell(memory);
    }

    /** Whether it was sent; if not, the caller is to send it and to wait. */
    boolean post(Proxy proxy, long a, byte[] payload) {
        count++;
        bytes += payload.length;
        if (proxy.port == Ports.own()
                || count >= MOST
                || bytes >= MOST_BYTES
                || !cell.mayPost(proxy.port.client(), a)) {
            count = 0;
            bytes = 0;
            return false;
        }
        if (Thread.currentThread().isInterrupted()) {
            throw proxy.interrupted(null);
        }
        boolean sent = proxy.port.post(proxy.id, Op.POST, Proxy.thread(), a, payload);
        proxy.checkKept(); // where the broker has gone it went nowhere
        if (sent && cell.isShut()) {
            var _ = proxy.ask(Op.POSTED, a, 0, Reply.NOTHING); // throws where it came too late
        }
        return sent;
    }
}
