package partita.internal.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SegmentTest {
    @TempDir
    private Path folder;

    @Test
    void create_thenAttach_seeTheSameMemory() throws IOException {
        Path file = folder.resolve("one");
        try (Segment made = Segment.create(file, 5_000_000);
                Segment attached = Segment.attach(file)) {
            assertEquals(5_000_000, attached.size());
            assertEquals(-1, attached.memory().mismatch(MemorySegment.ofArray(new byte[5_000_000])), "zeros");
            Words.setLong(made.memory(), 4_999_992, 42);
            assertEquals(42, Words.getLong(attached.memory(), 4_999_992));
            assertEquals(42, Words.addLong(attached.memory(), 4_999_992, 1));
            assertTrue(Words.replaceLong(made.memory(), 4_999_992, 43, -1));
            assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
        }
    }

    @Test
    void unlink_fileIsGone_memoryStays() throws IOException {
        try (Segment segment = Segment.create(folder.resolve("one"), 64)) {
            segment.unlink();
            segment.unlink();
            Words.setInt(segment.memory(), 0, 7);
            assertEquals(7, Words.getInt(segment.memory(), 0));
            assertTrue(Files.notExists(segment.file()));
        }
    }

    @Test
    void close_twice_accessIsRefusedAndNotFatal() throws IOException {
        Segment segment = Segment.create(folder.resolve("one"), 64);
        segment.close();
        segment.close();
        assertThrows(IllegalStateException.class, () -> segment.memory().get(ValueLayout.JAVA_INT, 0));
    }

    @Test
    void create_moreThanThereIsRoom_failsAndLeavesNothing() throws IOException {
        Path file = folder.resolve("huge");
        FileSystemException e = assertThrows(FileSystemException.class, () -> Segment.create(file, 1L << 60));
        assertTrue(String.valueOf(e.getMessage()).contains("bytes=" + (1L << 60)), e::getMessage);
        assertTrue(Files.notExists(file));
    }

    @Test
    void create_badSizeOrKnownFile_isRefused() throws IOException {
        Path file = Files.createFile(folder.resolve("known"));
        assertThrows(FileAlreadyExistsException.class, () -> Segment.create(file, 64));
        assertTrue(Files.exists(file), "somebody else's");
        assertThrows(IllegalArgumentException.class, () -> Segment.create(folder.resolve("none"), 0));
        assertThrows(FileSystemException.class, () -> Segment.attach(file), "it is empty");
    }

    @Test
    void pool_givenBack_isTakenAgainUpToALimit() throws IOException {
        try (var pool = new SegmentPool(folder, 1 << 20)) {
            Segment first = pool.take(100_000);
            assertEquals(1 << 17, first.size());
            pool.giveBack(first);
            assertSame(first, pool.take(70_000), "the same power of two");
            Segment large = pool.take((1 << 20) + 1);
            pool.giveBack(large);
            assertTrue(Files.notExists(large.file()), "more than is kept");
            pool.giveBack(first);
            Segment other = pool.take(1);
            assertNotSame(first, other);
            pool.giveBack(other);
        }
        try (var files = Files.list(folder)) {
            assertEquals(0, files.count());
        }
    }
}
