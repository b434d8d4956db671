package partita.kernel.magic;

import java.io.File;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Finds jars and folders of classes by name or by pattern, seen from the notebook's own folder. */
final class Jars {
    private static final String HOME = "~" + File.separator;

    private Jars() {}

    /** The jars that a name or a pattern such as {@code libs/*.jar} or {@code libs/**.jar} means. */
    static List<Path> find(String pattern) throws IOException {
        if (!pattern.contains("*") && !pattern.contains("?") && !pattern.contains("{")) {
            return List.of(existing(pattern));
        }
        String full = full(pattern).replace(File.separatorChar, '/');
        PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + full);
        Path root = Path.of(full.substring(0, full.lastIndexOf('/', wildcard(full)) + 1));
        if (!Files.isDirectory(root)) {
            throw new FileNotFoundException("there is no folder=" + root);
        }
        int depth = full.contains("**") ? Integer.MAX_VALUE : Path.of(full).getNameCount() - root.getNameCount();
        try (Stream<Path> files = Files.walk(root, depth)) {
            List<Path> found = files.filter(matcher::matches).sorted().toList();
            if (found.isEmpty()) {
                throw new FileNotFoundException("no file fits in folder=" + root);
            }
            return found;
        }
    }

    /** The entries of a class path: jars, folders and patterns, separated as on the command line. */
    static List<Path> entries(String classPath) throws IOException {
        List<Path> entries = new ArrayList<>();
        for (String entry : classPath.split(File.pathSeparator)) {
            entries.addAll(find(entry));
        }
        return entries;
    }

    private static int wildcard(String glob) {
        int at = 0;
        while ("*?{[".indexOf(glob.charAt(at)) < 0) {
            at++;
        }
        return at;
    }

    private static Path existing(String name) throws IOException {
        Path path = Path.of(full(name));
        if (!Files.exists(path)) {
            throw new FileNotFoundException("there is no file=" + path);
        }
        return path;
    }

    private static String full(String name) {
        String path = name.startsWith(HOME) ? System.getProperty("user.home") + name.substring(1) : name;
        // not Path.of: a pattern's * is no character of a path everywhere
        return new File(path).getAbsolutePath();
    }
}
