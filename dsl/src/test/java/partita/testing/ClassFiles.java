package partita.testing;

import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;

/** The files of classes where they came from, a folder or a jar. */
public final class ClassFiles {
    private ClassFiles() {}

    /** Something with the folder, or the root of the jar. */
    public interface Use {
        /**
         * Does it.
         *
         * @param root where the packages are
         * @throws Exception if anything fails
         */
        void with(Path root) throws Exception;
    }

    /**
     * Where a class came from.
     *
     * @param one the class
     * @return the folder or jar
     * @throws Exception if it came from no file
     */
    public static Path placeOf(Class<?> one) throws Exception {
        return Path.of(one.getProtectionDomain().getCodeSource().getLocation().toURI());
    }

    /**
     * Does something with the files beside a class.
     *
     * @param place what {@link #placeOf} gave
     * @param use what to do
     * @throws Exception what that throws, or if the place cannot be read
     */
    public static void in(Path place, Use use) throws Exception {
        if (Files.isDirectory(place)) {
            use.with(place);
        } else {
            try (FileSystem jar = FileSystems.newFileSystem(place)) {
                use.with(jar.getPath("/"));
            }
        }
    }
}
