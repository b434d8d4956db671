package partita.internal.broker;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import partita.internal.memory.Words;

/** Small pieces of lent memory, of whole lines of the cache: for locks, numbers and what else processes share. */
public final class Cells {
    /** How large one is, unless its user says otherwise. */
    public static final long BYTES = 64;

    /** How much is lent at once. */
    private static final long LENT = 4_096 * BYTES;

    private static final Map<Long, Deque<Cell>> FREE = new HashMap<>();

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
        return take(BYTES);
    }

    /**
     * Takes one of a certain size.
     *
     * @param bytes its size, a power of two from {@link #BYTES} on
     * @return one that nobody uses; null where there is no room
     */
    public static @Nullable Cell take(long bytes) {
        synchronized (FREE) {
            Deque<Cell> free = FREE.computeIfAbsent(bytes, _ -> new ArrayDeque<>());
            if (free.isEmpty()) {
                try {
                    add(free, Lent.create(LENT), bytes);
                } catch (IOException _) {
                    return null; // then the broker keeps what would lie there
                }
            }
            return free.pop();
        }
    }

    private static void add(Deque<Cell> free, Lent lent, long bytes) {
        for (long at = LENT - bytes; at >= 0; at -= bytes) {
            free.push(new Cell(lent.memory().asSlice(at, bytes), lent.address() + "@" + at + "+" + bytes, lent));
        }
    }

    /**
     * Gives one back that nobody can reach any more.
     *
     * @param cell the cell
     */
    public static void give(Cell cell) {
        long bytes = cell.memory().byteSize();
        for (long at = 0; at < bytes; at += Long.BYTES) {
            Words.setLong(cell.memory(), at, 0);
        }
        synchronized (FREE) {
            FREE.computeIfAbsent(bytes, _ -> new ArrayDeque<>()).push(cell);
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
        int size = address.indexOf('+', mark);
        return all == null
                ? null
                : all.asSlice(
                        Long.parseLong(address.substring(mark + 1, size)), Long.parseLong(address.substring(size + 1)));
    }
}
