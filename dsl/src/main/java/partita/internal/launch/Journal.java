package partita.internal.launch;

import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Memory that a worker and its owner share, so that what the worker wrote stands even when it is killed the moment
 * after: which piece and which item it had begun, what came of the last items, and whether it ended by its own
 * will. What it says over a socket may still be on its way when it dies.
 */
public final class Journal {
    private static final int BEGUN = 0;
    private static final int ITEM = 8;
    private static final int END = 16;
    private static final int UNKEPT = 20;
    private static final int RING = 64;
    private static final int SIZE = RING + ResultRing.HEAD + ResultRing.BYTES;
    private static final VarHandle LONG = MethodHandles.byteBufferViewVarHandle(long[].class, ByteOrder.nativeOrder());
    private static final VarHandle INT = MethodHandles.byteBufferViewVarHandle(int[].class, ByteOrder.nativeOrder());

    private final Path file;
    private final MappedByteBuffer memory;
    private final ResultRing ring;

    private Journal(Path file) throws IOException {
        this.file = file;
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            memory = channel.map(FileChannel.MapMode.READ_WRITE, 0, SIZE);
        }
        ring = new ResultRing(memory.slice(RING, SIZE - RING));
    }

    /**
     * Makes a new one, in a file that this user alone can read.
     *
     * @param folder where
     * @return the owner's view
     * @throws IOException if the file cannot be made, or there is no room for it
     */
    static Journal create(Path folder) throws IOException {
        Path file = Files.createTempFile(folder, "worker-", ".journal");
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.allocate(SIZE)); // so that there is room for all of it, or an error now
        }
        return new Journal(file);
    }

    /**
     * Opens the one that the owner made, and removes its file: the memory stays for as long as either lives.
     *
     * @param file where the owner made it
     * @return the worker's view
     * @throws IOException if it cannot be opened
     */
    public static Journal attach(Path file) throws IOException {
        Journal journal = new Journal(file);
        journal.remove();
        return journal;
    }

    /**
     * Where it is until the worker has opened it.
     *
     * @return its file
     */
    public Path file() {
        return file;
    }

    /**
     * Removes its file, if it is there still.
     *
     * @throws IOException if it cannot be removed
     */
    public void remove() throws IOException {
        Files.deleteIfExists(file);
    }

    /**
     * Worker: a piece begins now.
     *
     * @param ticket its ticket
     */
    public void begin(long ticket) {
        LONG.setVolatile(memory, BEGUN, ticket);
    }

    /**
     * Owner: the last piece that was begun.
     *
     * @return its ticket, or 0
     */
    public long begun() {
        return (long) LONG.getVolatile(memory, BEGUN);
    }

    /**
     * Worker: an item begins now. Costs a store, no call of the operating system.
     *
     * @param ticket its piece's ticket
     * @param offset its place in its piece
     */
    public void beginItem(long ticket, int offset) {
        LONG.setRelease(memory, ITEM, ticket << Integer.SIZE | (offset + 1));
    }

    /**
     * Owner: the last item that was begun of the last piece that was.
     *
     * @return its offset, or -1 if none of that piece had begun
     */
    public int begunItem() {
        long item = (long) LONG.getAcquire(memory, ITEM);
        return item >>> Integer.SIZE == (begun() & 0xFFFF_FFFFL) ? (int) item - 1 : -1;
    }

    /**
     * Worker: whether the last item has ended, but what came of it is too long to be kept here and is on its way.
     *
     * @param unkept whether that is so now
     */
    public void unkept(boolean unkept) {
        int flag = unkept ? 1 : 0;
        INT.setVolatile(memory, UNKEPT, flag);
    }

    /**
     * Owner: whether the last item had ended, but what came of it was not kept.
     *
     * @return what the worker said last
     */
    public boolean unkept() {
        return (int) INT.getVolatile(memory, UNKEPT) != 0;
    }

    /**
     * What came of the last items.
     *
     * @return the ring in this memory
     */
    public ResultRing results() {
        return ring;
    }

    /**
     * Worker: the JVM ends in good order.
     *
     * @param signal the number of the signal that asked for it, or 0 if its own code did
     */
    public void end(int signal) {
        INT.setVolatile(memory, END, 1 + signal);
    }

    /**
     * Owner: what led to the end.
     *
     * @return the signal's number, 0 if the worker's own code did, or -1 if the worker had no time to say
     */
    int endedBy() {
        return (int) INT.getVolatile(memory, END) - 1;
    }
}
