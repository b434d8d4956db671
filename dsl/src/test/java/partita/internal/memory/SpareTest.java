package partita.internal.memory;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import partita.spi.Store;

/** Two ends, as two processes have them: one writes, the other reads and puts aside. */
final class SpareTest {
    @TempDir
    private Path folder;

    private static byte[] bytes(int seed, int more) {
        byte[] all = new byte[(int) Store.LEAST_BYTES + more];
        new Random(seed).nextBytes(all);
        return all;
    }

    private List<String> files() throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    private static String put(Post post, byte[] content) {
        return post.put(MemorySegment.ofArray(content)).orElseThrow();
    }

    private static void assertTaken(Post post, String name, byte[] expected) throws IOException {
        byte[] got = new byte[expected.length];
        post.get(name, MemorySegment.ofArray(got));
        assertArrayEquals(expected, got);
        post.remove(name);
    }

    @Test
    void put_afterTheReaderRemovedOne_usesItsFileForLongerAndShorterOnes() throws IOException {
        Post maker = new Post(folder, "m");
        Post reader = new Post(folder, "r");
        Object file = null;
        for (int i = 0; i < 6; i++) {
            byte[] content = bytes(i, 5_000 * (i % 3));
            String name = put(maker, content);
            Object key = Files.readAttributes(folder.resolve(name), "unix:ino").get("ino");
            assertEquals(file == null ? key : file, key);
            file = key;
            assertTaken(reader, name, content);
            assertEquals(List.of(name + ".spare"), files());
        }
    }

    @Test
    void put_readerTookTheMemoryAwayMeanwhile_makesANewFile() throws IOException {
        Post maker = new Post(folder, "m");
        Post reader = new Post(folder, "r");
        assertTaken(reader, put(maker, bytes(1, 0)), bytes(1, 0));
        reader.trim();
        assertEquals(List.of(), files());
        assertTaken(reader, put(maker, bytes(2, 0)), bytes(2, 0));
    }

    @Test
    void put_muchSmallerThanTheSpareOne_doesNotUseIt() throws IOException {
        Post post = new Post(folder, "m");
        String large = put(post, bytes(1, 4 << 20));
        post.remove(large);
        String small = put(post, bytes(2, 0));
        assertEquals(List.of(large + ".spare", small), files());
    }

    @Test
    void remove_many_keepsAFew() throws IOException {
        Post post = new Post(folder, "m");
        List<String> names =
                Stream.generate(() -> put(post, bytes(1, 0))).limit(9).toList();
        names.forEach(post::remove);
        assertEquals(4, files().size());
        names.forEach(post::remove); // once more does nothing
        assertEquals(4, files().size());
        assertThrows(IOException.class, () -> post.get(names.getFirst(), MemorySegment.ofArray(bytes(1, 0))));
    }

    @Test
    void clear_ofADeadMaker_removesItsSpareFilesToo() throws IOException {
        Post maker = new Post(folder, "m-1-");
        Post reader = new Post(folder, "r");
        assertTaken(reader, put(maker, bytes(1, 0)), bytes(1, 0));
        Post.clear(folder, "m-1-");
        assertEquals(List.of(), files());
        Post next = new Post(folder, "m-2-");
        assertTaken(reader, put(next, bytes(2, 0)), bytes(2, 0));
    }

    @Test
    void get_otherContentInTheSameMappedFile_seesEachAsItWasPut() throws IOException {
        Post maker = new Post(folder, "m");
        Post reader = new Post(folder, "r");
        for (int i = 0; i < 20; i++) {
            byte[] content = bytes(i, 4_096 * (20 - i)); // ever shorter ones, in a file that stays as long
            assertTaken(reader, put(maker, content), content);
        }
        assertEquals(1, files().size());
    }

    @Test
    void leave_longerSpareFileIsThere_isTakenWithItsOwnLength() throws IOException {
        Post maker = new Post(folder, "m");
        assertTaken(new Post(folder, "r"), put(maker, bytes(1, 9_000)), bytes(1, 9_000));
        String name = maker.leave(bytes(2, 0)).orElseThrow();
        assertArrayEquals(bytes(2, 0), new Post(folder, "r").take(name));
    }

    @Test
    void get_shorterThanAskedFor_saysHowLongItIs() {
        Post post = new Post(folder, "m");
        String name = put(post, bytes(1, 0));
        byte[] more = bytes(1, 1);
        IOException failure = assertThrows(IOException.class, () -> post.get(name, MemorySegment.ofArray(more)));
        assertEquals(folder.resolve(name) + ": it has bytes=1048576 instead of 1048577", failure.getMessage());
    }

    @Test
    void get_interrupted_copiesAndKeepsTheInterrupt() throws IOException {
        Post post = new Post(folder, "m");
        String name = put(post, bytes(1, 0));
        Thread.currentThread().interrupt();
        assertTaken(new Post(folder, "r"), name, bytes(1, 0));
        assertTrue(Thread.interrupted());
    }

    @Test
    void trim_afterMuchWasUsedAgain_unmapsAll() throws IOException {
        Assumptions.assumeTrue(Files.exists(Path.of("/proc/self/maps")));
        Post maker = new Post(folder, "m");
        Post reader = new Post(folder, "r");
        for (int i = 0; i < 12; i++) {
            assertTaken(reader, put(maker, bytes(i, i << 20)), bytes(i, i << 20)); // some too large for the file before
        }
        maker.trimAfter(Long.MAX_VALUE);
        assertTrue(mapped() > 0);
        maker.trimAfter(0);
        reader.trimAfter(0);
        assertEquals(0, mapped());
        assertEquals(List.of(), files());
    }

    private long mapped() throws IOException {
        try (Stream<String> maps = Files.lines(Path.of("/proc/self/maps"))) {
            return maps.filter(line -> line.contains(folder.toString())).count();
        }
    }
}
