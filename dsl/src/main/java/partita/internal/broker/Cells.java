package partita.internal.broker;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;
import partita.internal.memory.Words;

/** Small pieces of lent memory, a line of the cache each: for locks and numbers. */
public final class Cells {
    /** How large one is. */
    public static final long BYTES = 64;

    private static final long COUNT = 4_096;
    private static final Deque<Cell> FREE = new ArrayDeque<>();

    /**
     * One of them.
     *
     * @param memory its memory, all zeros when it is taken
     * @param address what others find it by
     * @param lent keeps it to be found
     */
    public record Cell(MemorySegment memory, String address, Lent lent) {}

    private Cells() {}

    /**
     * Takes one.
     *
     * @return one that nobody uses; null where there is no room
     */
    public static @Nullable Cell take() {
        synchronized (FREE) {
            if (FREE.isEmpty()) {
                try {
                    add(Lent.create(COUNT * BYTES));
                } catch (IOException _) {
                    return null; // then the broker keeps what would lie there
                }
            }
            return FREE.pop();
        }
    }

    private static void add(Lent lent) {
        for (long at = (COUNT - 1) * BYTES; at >= 0; at -= BYTES) {
            FREE.push(new Cell(lent.memory().asSlice(at, BYTES), lent.address() + "@" + at, lent));
        }
    }

    /**
     * Gives one back that nobody can reach any more.
     *
     * @param cell the cell
     */
    public static void give(Cell cell) {
        for (long at = 0; at < BYTES; at += Long.BYTES) {
            Words.setLong(cell.memory(), at, 0);
        }
        synchronized (FREE) {
            FREE.push(cell);
        }
    }

    /**
     * Finds memory by its address: a cell, or all that was lent.
     *
     * @param address what it was handed over with, or an empty text
     * @return its memory, or null where it cannot be had here
     */
    public static @Nullable MemorySegment find(String address) {
        int mark = address.lastIndexOf('@');
        if (mark < 0) {
            return Lent.tryBorrow(address);
        }
        MemorySegment all = Lent.tryBorrow(address.substring(0, mark));
        return all == null ? null : all.asSlice(Long.parseLong(address.substring(mark + 1)), BYTES);
    }
}
