package partita.internal.launch;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.OptionalInt;
import partita.internal.memory.Segment;
import partita.internal.memory.Signal;
import partita.internal.memory.Words;

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
    private static final int ORDERS = 24;
    private static final int LAST_WORD = 28;
    private static final int CODE_ENDED = 32;
    private static final int WORK = 64;
    private static final int ROOM = WORK + Signal.BYTES;
    private static final int RING = ROOM + Signal.BYTES;
    private static final int PIECES = RING + ResultRing.SIZE;
    private static final int SIZE = PIECES + PieceRing.SIZE;

    private static final int ACCEPTED = 1;
    private static final int WITHDRAWN = 2;

    private final Path file;
    private final MemorySegment memory;
    private final ResultRing ring;
    private final PieceRing pieces;
    private final Signal work;
    private final Signal room;

    private Journal(Path file, MemorySegment memory) {
        this.file = file;
        this.memory = memory;
        ring = new ResultRing(memory, RING);
        pieces = new PieceRing(memory, PIECES);
        work = new Signal(memory, WORK);
        room = new Signal(memory, ROOM);
    }

    private static Journal map(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            return new Journal(file, channel.map(FileChannel.MapMode.READ_WRITE, 0, SIZE, Arena.ofAuto()));
        }
    }

    /**
     * Makes one in memory that no other process sees, to try out what is done with one.
     *
     * @return both the owner's and the worker's view, without a file
     */
    public static Journal alone() {
        return new Journal(Path.of(""), Arena.ofAuto().allocate(SIZE, Signal.BYTES));
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
            Segment.reserve(channel, SIZE);
        } catch (IOException e) {
            Files.deleteIfExists(file);
            throw e;
        }
        return map(file);
    }

    /**
     * Opens the one that the owner made, and removes its file: the memory stays for as long as either lives.
     *
     * @param file where the owner made it
     * @return the worker's view
     * @throws IOException if it cannot be opened
     */
    public static Journal attach(Path file) throws IOException {
        Journal journal = map(file);
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
        Words.publishLong(memory, BEGUN, ticket);
    }

    /**
     * Owner: the last piece that was begun.
     *
     * @return its ticket, or 0
     */
    public long begun() {
        return Words.getLong(memory, BEGUN);
    }

    /**
     * Worker: an item begins now. Costs a store, no call of the operating system.
     *
     * @param ticket its piece's ticket
     * @param offset its place in its piece
     */
    public void beginItem(long ticket, int offset) {
        Words.setLong(memory, ITEM, ticket << Integer.SIZE | (offset + 1));
    }

    /**
     * Owner: the last item that was begun of the last piece that was.
     *
     * @return its offset, or -1 if none of that piece had begun
     */
    public int begunItem() {
        long item = Words.getLong(memory, ITEM);
        return item >>> Integer.SIZE == (begun() & 0xFFFF_FFFFL) ? (int) item - 1 : -1;
    }

    /**
     * Worker: whether the last item has ended, but what came of it is too long to be kept here and is on its way.
     *
     * @param unkept whether that is so now
     */
    public void unkept(boolean unkept) {
        Words.setInt(memory, UNKEPT, unkept ? 1 : 0);
    }

    /**
     * Owner: whether the last item had ended, but what came of it was not kept.
     *
     * @return what the worker said last
     */
    public boolean unkept() {
        return Words.getInt(memory, UNKEPT) != 0;
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
     * Small pieces on their way to the worker.
     *
     * @return the ring in this memory
     */
    public PieceRing pieces() {
        return pieces;
    }

    /**
     * Tells the worker that there may be a piece.
     *
     * @return the signal in this memory
     */
    public Signal work() {
        return work;
    }

    /**
     * Tells the worker that its owner has taken results.
     *
     * @return the signal in this memory
     */
    public Signal room() {
        return room;
    }

    /**
     * Worker: the JVM ends in good order.
     *
     * @param signal the number of the signal that asked for it, or 0 if its own code did
     */
    public void end(int signal) {
        Words.setInt(memory, END, 1 + signal);
    }

    /**
     * Worker that stood by: takes its orders.
     *
     * @return false if its owner no longer waits for that
     */
    public boolean acceptOrders() {
        return Words.replaceInt(memory, ORDERS, 0, ACCEPTED);
    }

    /**
     * Owner: no longer waits for one that stood by to take its orders.
     *
     * @return false if it has taken them
     */
    boolean withdrawOrders() {
        return Words.replaceInt(memory, ORDERS, 0, WITHDRAWN);
    }

    /**
     * Worker: its code and all shutdown hooks have ended, and this JVM goes with a certain exit code.
     *
     * @param exitCode 0 or 1
     */
    public void lastWord(int exitCode) {
        Words.setInt(memory, LAST_WORD, 1 + exitCode);
    }

    /**
     * Owner: whether the worker's code and shutdown hooks have ended.
     *
     * @return its exit code, or nothing where its end alone will tell
     */
    OptionalInt lastWord() {
        int said = Words.getInt(memory, LAST_WORD);
        return said == 0 ? OptionalInt.empty() : OptionalInt.of(said - 1);
    }

    /** Worker: its code has ended by itself; what is left are hooks. */
    public void codeEnded() {
        Words.setInt(memory, CODE_ENDED, 1);
    }

    /** Owner: whether its code had ended by itself. */
    boolean hasCodeEnded() {
        return Words.getInt(memory, CODE_ENDED) != 0;
    }

    /**
     * Owner: what led to the end.
     *
     * @return the signal's number, 0 if the worker's own code did, or -1 if the worker had no time to say
     */
    int endedBy() {
        return Words.getInt(memory, END) - 1;
    }
}
