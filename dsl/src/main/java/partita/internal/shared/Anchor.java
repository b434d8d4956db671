package partita.internal.shared;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;
import java.lang.ref.Cleaner;
import org.jspecify.annotations.Nullable;
import partita.internal.broker.Cells;
import partita.internal.broker.Lent;
import partita.internal.broker.Op;
import partita.internal.broker.Port;
import partita.internal.broker.Reply;

/**
 * An object at a broker, as all that stand for it in this JVM hold it. What was made here and never left is forgotten
 * by the broker when nobody holds its anchor any more. An address that has left may wait in any bundle or queue, so
 * such an object stays for as long as the process that keeps it.
 */
final class Anchor {
    private static final Cleaner CLEANER = Cleaner.create();
    private static final long BROKER = 0;

    private static final class Life implements Runnable {
        private final Port port;
        private final long id;
        private final Runnable then;
        private volatile boolean travelled;

        Life(Port port, long id, Runnable then) {
            this.port = port;
            this.id = id;
            this.then = then;
        }

        @Override
        public void run() {
            if (!travelled) {
                var _ = port.ask(BROKER, Op.DROP, 0, id, 0, Reply.NOTHING);
                then.run();
            }
        }
    }

    final Port port;
    final long id;
    private final @Nullable Life life;
    private final String address;
    private final @Nullable MemorySegment memory;
    private final @Nullable Posting posting;

    private Anchor(Port port, long id, @Nullable Life life, String address, @Nullable MemorySegment memory) {
        this.port = port;
        this.id = id;
        this.life = life;
        this.address = address;
        this.memory = memory;
        this.posting = memory == null ? null : new Posting(memory);
    }

    /** Of an object that was made just now. */
    static Anchor made(Port port, long id) {
        Life life = new Life(port, id, () -> {});
        Anchor anchor = new Anchor(port, id, life, "", null);
        CLEANER.register(anchor, life);
        return anchor;
    }

    /** Of an object that was made just now, in a cell that can be used again once it is dropped. */
    static Anchor made(Port port, long id, Cells.Cell cell) {
        Life life = new Life(port, id, () -> Cells.give(cell));
        Anchor anchor = new Anchor(port, id, life, cell.address(), cell.memory());
        CLEANER.register(anchor, life);
        return anchor;
    }

    /** Of an object that was made just now, in memory that goes with it. */
    static Anchor made(Port port, long id, Lent lent) {
        Life life = new Life(port, id, () -> close(lent));
        Anchor anchor = new Anchor(port, id, life, lent.address(), lent.memory());
        CLEANER.register(anchor, life);
        return anchor;
    }

    private static void close(Lent lent) {
        try {
            lent.close();
        } catch (IOException e) {
            throw new UncheckedIOException("the descriptor of shared memory cannot be closed", e);
        }
    }

    /** Of an object that came from elsewhere. */
    static Anchor arrived(Port port, long id) {
        return arrived(port, id, "");
    }

    /** Of an object that came from elsewhere, in memory with that address; there is none where that is empty. */
    static Anchor arrived(Port port, long id, String address) {
        return new Anchor(port, id, null, address, Cells.find(address));
    }

    /** Where others get its memory; empty if there is none. */
    String address() {
        return address;
    }

    /** Its memory; null if it has none, or this process cannot reach it. */
    @Nullable
    MemorySegment memory() {
        return memory;
    }

    /** How to send to it without waiting for answers; null where that cannot be. */
    @Nullable
    Posting posting() {
        return posting;
    }

    /** Its address leaves. */
    void travels() {
        if (life != null) {
            life.travelled = true;
        }
    }
}
