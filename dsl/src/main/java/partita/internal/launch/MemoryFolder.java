package partita.internal.launch;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * The part of a run's files that processes map: in memory, if the system has a file system there, since pages of a file
 * on a disk are written back again and again. It has the name of the run's folder and goes with it; one whose namesake
 * is gone is swept. All of it happens behind the gate of the user's folder.
 *
 * <pre>
 *  /dev/shm/partita-user-1a2b3c4d/    for the user's folder whose path has this hash
 *    run-123-abc/                     see {@link RunFolder}
 *      …
 * </pre>
 */
final class MemoryFolder {
    /** Names another place for it; a folder that is not there means that there is none in memory. */
    static final String PROPERTY = "partita.memory.folder";

    private static final String USUAL = "/dev/shm";

    private MemoryFolder() {}

    private static Path shared() {
        Path files = UserFolder.path().toAbsolutePath();
        String hash = UUID.nameUUIDFromBytes(files.toString().getBytes(StandardCharsets.UTF_8))
                .toString()
                .substring(0, 8);
        return Path.of(System.getProperty(PROPERTY, USUAL), "partita-" + UserFolder.user() + "-" + hash);
    }

    /** Makes a run's, if there can be one. */
    static Optional<Path> make(String run) {
        Path shared = shared();
        Path place = shared.getParent();
        if (place == null || !Files.isDirectory(place) || !Files.isWritable(place)) {
            return Optional.empty();
        }
        try {
            UserFolder.make(shared);
            return Optional.of(Files.createDirectory(
                    shared.resolve(run),
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"))));
        } catch (IOException _) {
            return Optional.empty(); // full, or somebody else's: a file on a disk does as well, only slower
        }
    }

    /** Removes those whose run is gone, and all if none is left. */
    static void sweep(Path files) throws IOException {
        Path shared = shared();
        try (Stream<Path> entries = Files.list(shared)) {
            List<Path> runs = entries.filter(Files::isDirectory).toList();
            long left = runs.size();
            for (Path run : runs) {
                if (Files.notExists(files.resolve(run.getFileName()))) {
                    UserFolder.remove(run);
                    left--;
                }
            }
            if (left == 0) {
                UserFolder.remove(shared);
            }
        } catch (NoSuchFileException _) {
            return; // nobody used any
        }
    }
}
