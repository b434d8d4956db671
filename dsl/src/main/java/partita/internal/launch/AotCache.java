package partita.internal.launch;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.security.auth.module.UnixSystem;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The JDK's cache of loaded and linked classes, which halves the start of a worker. A JVM does not check such a cache
 * against its jars: with a jar that was built anew it would run the old code. So a cache is named by the bytes of all
 * jars, the JDK's build and the flags. It is made in the background, see {@link AotBuild}; whatever goes wrong, workers
 * start without one. It holds what jars hold, and serves a class path that has folders behind them; not before them, since
 * a JVM takes no heed of those where its cache knows a class, and would run the jar's.
 */
final class AotCache {
    static final String SUFFIX = ".aot";
    /** Flags that do not change what a cache holds; with others, none is used. */
    private static final List<String> HARMLESS =
            List.of("-D", "-Xlog", "-Xss", "-Xms", "-ea", "-esa", "-XX:TieredStopAtLevel=");

    /** In its own log: what a worker writes to its standard output is the user's. */
    private static final String QUIET = "-Xlog:aot*=off";

    /** For a JVM to take flags whose effect is nobody's business but its own; without them it would refuse the next ones. */
    static final String UNLOCKED = "-XX:+UnlockDiagnosticVMOptions";
    /**
     * Maps a cache where it was made for. Elsewhere each JVM would have to write its own addresses into nearly all pages,
     * which all share otherwise: some 10 MB of each. Where that place is taken, the JVM does that all the same.
     */
    static final List<String> SHARED_PAGES = List.of(UNLOCKED, "-XX:ArchiveRelocationMode=0");

    private static final Map<Jar, String> DIGESTS = new ConcurrentHashMap<>();
    private static final Set<Path> USED = ConcurrentHashMap.newKeySet();
    private static final Set<Path> BEGUN = ConcurrentHashMap.newKeySet();

    private record Jar(
            Path path,
            long size,
            FileTime changed,
            @Nullable Object key) {}

    private AotCache() {}

    /**
     * What to put on a worker's command line; has a cache made if there should be one and is none.
     *
     * @param java the program
     * @param flags the usual flags
     * @param jvmArgs more flags
     * @param classPath the class path
     */
    static List<String> flags(Path java, List<String> flags, List<String> jvmArgs, List<Path> classPath) {
        List<Path> jars = classPath.stream().takeWhile(AotCache::isJar).toList();
        Optional<Path> own = JvmCommand.own();
        boolean usable = jvmArgs.stream().allMatch(arg -> HARMLESS.stream().anyMatch(arg::startsWith))
                && classPath.stream().skip(jars.size()).noneMatch(AotCache::isJar)
                && own.filter(jars::contains).isPresent();
        if (!usable) {
            return List.of();
        }
        try {
            Path file = file(java, flags, jars);
            if (Files.isRegularFile(file)) {
                if (USED.add(file)) {
                    Files.setLastModifiedTime(file, FileTime.from(Instant.now())); // it is not one to sweep
                }
                return Stream.concat(Stream.of("-XX:AOTCache=" + file, QUIET), SHARED_PAGES.stream())
                        .toList();
            }
            if (Self.current().parent() == null && BEGUN.add(file)) {
                new AotBuild(java, flags, jars, file).begin();
            }
        } catch (IOException | RuntimeException e) {
            say(e);
        }
        return List.of();
    }

    /** Once is enough; work goes on without. */
    static void say(Exception e) {
        if (BEGUN.add(Path.of("said"))) {
            System.getLogger("partita")
                    .log(System.Logger.Level.WARNING, "workers start without a cache of classes, more slowly: " + e);
        }
    }

    static Path file(Path java, List<String> flags, List<Path> classPath) throws IOException {
        MessageDigest digest = sha256();
        for (Path jar : classPath) {
            digest.update(digestOf(jar).getBytes(UTF_8));
        }
        String jvm = System.getProperty("java.vm.vendor")
                + System.getProperty("java.vm.version")
                + System.getProperty("os.arch");
        digest.update((java + jvm + String.join(" ", flags)).getBytes(UTF_8));
        return folder().resolve(HexFormat.of().formatHex(digest.digest()) + SUFFIX);
    }

    private static boolean isJar(Path entry) {
        return entry.toString().endsWith(".jar") && Files.isRegularFile(entry);
    }

    private static String digestOf(Path jar) throws IOException {
        BasicFileAttributes now = Files.readAttributes(jar, BasicFileAttributes.class);
        Jar key = new Jar(jar, now.size(), now.lastModifiedTime(), now.fileKey());
        String known = DIGESTS.get(key);
        if (known == null) {
            MessageDigest digest = sha256();
            try (InputStream in = new DigestInputStream(Files.newInputStream(jar), digest)) {
                var _ = in.transferTo(java.io.OutputStream.nullOutputStream());
            }
            known = HexFormat.of().formatHex(digest.digest());
            DIGESTS.put(key, known);
        }
        return known;
    }

    /** The user's own folder for what can be made again; code comes from it, so nobody else may write there. */
    private static Path folder() throws IOException {
        String given = Optional.ofNullable(System.getenv("XDG_CACHE_HOME")).orElse("");
        Path base = given.startsWith("/") ? Path.of(given) : Path.of(System.getProperty("user.home"), ".cache");
        Path folder = base.resolve("partita");
        Files.createDirectories(base);
        if (Files.notExists(folder, LinkOption.NOFOLLOW_LINKS)) {
            Files.createDirectories(
                    folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        }
        Set<PosixFilePermission> mode = Files.getFileAttributeView(folder, PosixFileAttributeView.class)
                .readAttributes()
                .permissions();
        long uid = ((Number) Files.getAttribute(folder, "unix:uid")).longValue();
        if (uid != new UnixSystem().getUid()
                || mode.contains(PosixFilePermission.OTHERS_WRITE)
                || mode.contains(PosixFilePermission.GROUP_WRITE)) {
            throw new IOException("others may write to folder=" + folder + " uid=" + uid + " mode="
                    + PosixFilePermissions.toString(mode) + ": make it yours alone, or set XDG_CACHE_HOME");
        }
        return folder;
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
