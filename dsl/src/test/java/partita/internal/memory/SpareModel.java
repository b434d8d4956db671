package partita.internal.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import partita.testing.Exploration;

/**
 * Contents that go from a maker to a reader in files that are used again, as {@link Spare} and {@link Mappings} do it: each
 * is written in two steps and read in two; the reader's side puts files aside or removes them, and at any time removes those
 * that are aside. One of the two may die at any step: what a dead maker told is read, what a dead reader had is read by
 * another.
 */
final class SpareModel {
    /** What a protocol may do wrong. */
    enum Fault {
        /** A content is told before it is written. */
        TOLD_TOO_SOON,
        /** A file is put aside while it is read. */
        ASIDE_TOO_SOON,
        /** Who uses a spare file again leaves it under its name, where it may be removed. */
        NOT_RENAMED,
        /** Who finds the spare file gone writes to what it has mapped. */
        TRUSTS_MAPPING,
        /** The reader takes what it has mapped for the next file of the same maker. */
        MAPPED_BY_MAKER,
        /** What a dead reader had not read is removed. */
        REMOVED_AT_DEATH,
        /** What a dead maker told is removed before it is read. */
        CLEARED_TOO_SOON
    }

    /** Who may die. */
    enum Dying {
        NOBODY,
        MAKER,
        READER
    }

    private static final int MAKER = 0;
    private static final int MAKES = 1;
    private static final int WRITES_TO = 2;
    private static final int FILES_MADE = 3;
    private static final int TOLD = 4;
    private static final int READER = 5;
    private static final int READS = 6;
    private static final int READS_FROM = 7;
    private static final int FIRST_HALF = 8;
    private static final int MAPPED = 9;
    private static final int DEATHS = 10;
    private static final int CLEARED = 11;
    /** For each content: whether its file may be used again once it is aside. */
    private static final int KNOWN = 12;

    private static final int PICK = 0;
    private static final int RENAME = 1;
    private static final int WRITE = 2;
    private static final int WRITE_ON = 3;
    private static final int TELL = 4;
    private static final int OVER = 5;
    private static final int DEAD = 6;

    private static final int OPEN = 0;
    private static final int READ = 1;
    private static final int READ_ON = 2;
    private static final int REMOVE = 3;

    /** A file's name, as the content whose it is, negative if aside, or this; and its halves. */
    private static final int GONE = 0;

    private static final int FILE = 3;

    private final int contents;
    private final Dying dying;
    private final @Nullable Fault fault;

    SpareModel(int contents, Dying dying, @Nullable Fault fault) {
        this.contents = contents;
        this.dying = dying;
        this.fault = fault;
    }

    int explore() {
        int[] begin = new int[file(contents)];
        begin[MAKES] = 1;
        begin[READS] = 1;
        begin[MAPPED] = -1;
        return Exploration.explore(begin, this::next, _ -> {}, this::atEnd);
    }

    private int file(int number) {
        return KNOWN + contents + 1 + number * FILE;
    }

    private int find(int[] s, int name) {
        for (int i = 0; i < s[FILES_MADE]; i++) {
            if (s[file(i)] == name) {
                return i;
            }
        }
        return -1;
    }

    private void atEnd(int[] s) {
        assertEquals(s[TOLD] + 1, s[READS], () -> "not all was read: " + Arrays.toString(s));
        assertTrue(s[MAKER] == DEAD || s[TOLD] == contents, () -> "not all was made: " + Arrays.toString(s));
        for (int i = 0; i < s[FILES_MADE]; i++) {
            assertTrue(s[file(i)] <= 0, () -> "a file is left: " + Arrays.toString(s));
        }
    }

    private static void with(int[] s, Consumer<int[]> out, Consumer<int[]> change) {
        int[] next = s.clone();
        change.accept(next);
        out.accept(next);
    }

    private void next(int[] s, Consumer<int[]> out) {
        maker(s, out);
        reader(s, out);
        for (int i = 0; i < s[FILES_MADE]; i++) {
            int at = file(i);
            if (s[at] < 0) {
                with(s, out, t -> t[at] = GONE);
            }
        }
        if (dying == Dying.MAKER && s[MAKER] < OVER) {
            with(s, out, t -> t[MAKER] = DEAD);
        }
        if (dying == Dying.READER && s[DEATHS] == 0 && s[READER] != OPEN) {
            with(s, out, this::readerDies);
        }
        boolean allRead = s[READS] > s[TOLD] || fault == Fault.CLEARED_TOO_SOON;
        if (s[MAKER] == DEAD && s[CLEARED] == 0 && allRead) {
            with(s, out, t -> {
                t[CLEARED] = 1;
                for (int i = 0; i < t[FILES_MADE]; i++) {
                    t[file(i)] = GONE;
                }
            });
        }
    }

    /** Another reads the same content, unless all of it was read, and has nothing mapped. */
    private void readerDies(int[] t) {
        t[DEATHS] = 1;
        t[MAPPED] = -1;
        if (fault == Fault.REMOVED_AT_DEATH) {
            t[file(find(t, t[READS]))] = -t[READS];
        }
        t[READER] = t[READER] == REMOVE ? REMOVE : OPEN;
    }

    private void maker(int[] s, Consumer<int[]> out) {
        switch (s[MAKER]) {
            case PICK -> {
                for (int i = 1; i < s[MAKES]; i++) {
                    int name = i;
                    if (s[KNOWN + i] == 1 && find(s, -i) >= 0) {
                        with(s, out, t -> {
                            t[KNOWN + name] = 0;
                            t[WRITES_TO] = name;
                            t[MAKER] = RENAME;
                        });
                        return;
                    }
                }
                with(s, out, this::create);
            }
            case RENAME -> with(s, out, this::rename);
            case WRITE ->
                with(s, out, t -> {
                    t[file(t[WRITES_TO]) + 1] = t[MAKES];
                    t[MAKER] = WRITE_ON;
                });
            case WRITE_ON ->
                with(s, out, t -> {
                    t[file(t[WRITES_TO]) + 2] = t[MAKES];
                    t[MAKER] = TELL;
                });
            case TELL ->
                with(s, out, t -> {
                    t[KNOWN + t[MAKES]] = 1;
                    t[TOLD] = t[MAKES];
                    t[MAKES]++;
                    t[MAKER] = t[MAKES] > contents ? OVER : PICK;
                });
            default -> {}
        }
    }

    private void begins(int[] t, int number) {
        t[WRITES_TO] = number;
        t[MAKER] = WRITE;
        if (fault == Fault.TOLD_TOO_SOON) {
            t[TOLD] = t[MAKES];
        }
    }

    private void create(int[] t) {
        int number = t[FILES_MADE]++;
        t[file(number)] = t[MAKES];
        begins(t, number);
    }

    private void rename(int[] t) {
        int number = find(t, -t[WRITES_TO]);
        if (number >= 0) {
            t[file(number)] = fault == Fault.NOT_RENAMED ? -t[MAKES] : t[MAKES];
            begins(t, number);
        } else if (fault == Fault.TRUSTS_MAPPING) {
            begins(t, 0);
        } else {
            t[MAKER] = PICK; // its reader needs the memory
        }
    }

    private void reader(int[] s, Consumer<int[]> out) {
        int reads = s[READS];
        switch (s[READER]) {
            case OPEN -> {
                if (reads <= s[TOLD]) {
                    with(s, out, this::open);
                }
            }
            case READ ->
                with(s, out, t -> {
                    t[FIRST_HALF] = t[file(t[READS_FROM]) + 1];
                    t[READER] = READ_ON;
                });
            case READ_ON ->
                with(s, out, t -> {
                    assertEquals(reads, t[FIRST_HALF], () -> "wrong: " + Arrays.toString(s));
                    assertEquals(reads, t[file(t[READS_FROM]) + 2], () -> "mixed: " + Arrays.toString(s));
                    t[FIRST_HALF] = 0;
                    t[READER] = REMOVE;
                });
            case REMOVE -> {
                with(s, out, t -> remove(t, -reads)); // aside
                with(s, out, t -> remove(t, GONE)); // where enough are aside
            }
            default -> {}
        }
    }

    private void open(int[] t) {
        int number = find(t, t[READS]);
        if (number < 0 && fault == Fault.NOT_RENAMED) {
            number = find(t, -t[READS]);
        }
        assertTrue(number >= 0, () -> "what was told is gone: " + Arrays.toString(t));
        if (fault == Fault.MAPPED_BY_MAKER && t[MAPPED] >= 0) {
            number = t[MAPPED];
        }
        t[MAPPED] = number;
        t[READS_FROM] = number;
        t[READER] = READ;
        if (fault == Fault.ASIDE_TOO_SOON) {
            t[file(number)] = -t[READS];
        }
    }

    private void remove(int[] t, int name) {
        int number = find(t, t[READS]);
        if (number >= 0) {
            t[file(number)] = name;
        }
        t[READS]++;
        t[READER] = OPEN;
    }
}
