package partita.internal.launch;

import java.io.File;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The command line of a worker JVM: this JVM's java and class path, but for the kernel's own jars. Nothing
 * secret stands on it.
 *
 * @param mainClass what runs
 * @param heap the worker's maximum heap as for {@code -Xmx}; null for PARTITA_HEAP or what fits
 * @param sharers how many workers share the machine's memory, if more than there are slots
 * @param processors how many it shall believe that there are, so that all together use no more than there are; or
 *     {@link #ALL}
 * @param jvmArgs more flags, behind the usual ones
 */
public record JvmCommand(String mainClass, @Nullable String heap, int sharers, int processors, List<String> jvmArgs) {
    /** The main class of workers and children. */
    public static final String WORKER_MAIN = "partita.internal.worker.WorkerMain";

    /** As many processors as there are. */
    public static final int ALL = 0;

    /** The system property that is false where a JVM may write something after its last shutdown hook. */
    public static final String LAST_WORD = "partita.lastWord";

    /** Flags of the JVM, but for those that say how much memory it takes; and agents. */
    private static final Pattern MAY_WRITE_AT_THE_END = Pattern.compile("-X(?!m[nsx]|ss).*|-agent.*|-javaagent.*");

    private static final List<String> ASSERTIONS = ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
            .filter(argument -> argument.matches("-(ea|da|esa|dsa|enableassertions|disableassertions)(:.*)?"))
            .toList();

    private static final String CORES = "partita.cores";
    private static final String HEAP_VARIABLE = "PARTITA_HEAP";
    private static final List<String> FLAGS = List.of(
            "-XX:+UseSerialGC",
            "-XX:-ShrinkHeapInSteps", // an idle worker gives memory back with one collection,
            "-XX:MaxHeapFreeRatio=100", // and none that works: new pages cost more than all copying
            "-XX:PretenureSizeThreshold=16m", // else the young generation grows by what is to be copied out of it
            "-Xms8m", // also what it would have from the start, a sixty-fourth of all there is
            "-XX:-UsePerfData",
            "-Dstdout.encoding=UTF-8",
            "-Dstderr.encoding=UTF-8",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-Dkryo.unsafe=true",
            "--add-opens=java.base/java.lang=ALL-UNNAMED",
            "--add-opens=java.base/java.util=ALL-UNNAMED",
            "--add-opens=java.base/java.util.function=ALL-UNNAMED",
            "--add-opens=java.base/java.util.regex=ALL-UNNAMED",
            "--add-opens=java.base/java.util.stream=ALL-UNNAMED",
            "--add-opens=java.base/java.time.format=ALL-UNNAMED");

    /**
     * Copies the flags.
     *
     * @param mainClass what runs
     * @param heap the worker's maximum heap, or null
     * @param sharers how many workers share the machine's memory
     * @param processors how many it shall believe that there are
     * @param jvmArgs more flags
     */
    public JvmCommand {
        jvmArgs = List.copyOf(jvmArgs);
    }

    /**
     * One of several workers, with its share of the processors.
     *
     * @param mainClass what runs
     * @param heap the worker's maximum heap, or null
     * @param sharers how many workers share the machine
     * @param jvmArgs more flags
     */
    public JvmCommand(String mainClass, @Nullable String heap, int sharers, List<String> jvmArgs) {
        this(mainClass, heap, sharers, Math.max(1, cores() / sharers), jvmArgs);
    }

    /**
     * How many processors all workers share.
     *
     * @return those that the notebook's JVM may use
     */
    public static int cores() {
        return Integer.getInteger(CORES, Runtime.getRuntime().availableProcessors());
    }

    /**
     * The whole command line. It begins with {@code setsid} where there is one: Jupyter kills a kernel's whole
     * process group, and a worker has to see its owner's end by itself.
     *
     * @param arguments what the main class is given
     * @return the program and its arguments
     */
    List<String> line(String... arguments) {
        List<String> line = new ArrayList<>();
        Programs.find("setsid").ifPresent(setsid -> line.add(setsid.toString()));
        Path java = JavaProgram.path();
        String classPath = classPath(System.getProperty("java.class.path", ""));
        line.add(java.toString());
        line.addAll(FLAGS);
        List<String> cache = AotCache.flags(
                java,
                FLAGS,
                jvmArgs,
                Stream.of(classPath.split(File.pathSeparator)).map(Path::of).toList());
        line.addAll(cache.isEmpty() ? List.of("-Xshare:auto") : cache); // the two do not go together
        line.add("-Djava.io.tmpdir=" + System.getProperty("java.io.tmpdir"));
        line.add("-Xmx" + heapSize());
        line.add("-D" + CORES + "=" + cores());
        if (processors != ALL) {
            line.add("-XX:ActiveProcessorCount=" + processors);
        }
        if (jvmArgs.stream().anyMatch(flag -> MAY_WRITE_AT_THE_END.matcher(flag).matches())) {
            line.add("-D" + LAST_WORD + "=false");
        }
        line.addAll(ASSERTIONS); // what is checked here is checked there
        line.addAll(jvmArgs);
        line.add("-cp");
        line.add(classPath);
        line.add(mainClass);
        line.addAll(List.of(arguments));
        return List.copyOf(line);
    }

    String heapSize() {
        if (heap != null) {
            return heap;
        }
        String wanted = System.getenv(HEAP_VARIABLE);
        return wanted == null || wanted.isBlank() ? Heap.fitting(Math.max(sharers, Budget.slots())) : wanted.strip();
    }

    /** Absolute, since a notebook may have changed its folder; and with Partita itself, wherever it came from. */
    static String classPath(String ofThisJvm) {
        Set<String> entries = Stream.of(ofThisJvm.split(File.pathSeparator))
                .filter(entry -> !entry.isBlank())
                .map(entry -> Path.of(entry).toAbsolutePath())
                .filter(JvmCommand::wanted)
                .map(Path::toString)
                .collect(Collectors.toCollection(LinkedHashSet::new));
        own().map(Path::toString).ifPresent(entries::add);
        return String.join(File.pathSeparator, entries);
    }

    /** The jar or folder that Partita itself came from, where it is one. */
    static Optional<Path> own() {
        CodeSource own = JvmCommand.class.getProtectionDomain().getCodeSource();
        URL location = own == null ? null : own.getLocation();
        return location == null || !location.getProtocol().equals("file")
                ? Optional.empty()
                : Optional.of(Path.of(uri(location)).toAbsolutePath());
    }

    private static boolean wanted(Path entry) {
        Path name = entry.getFileName();
        return name == null || !name.toString().startsWith("partita-kernel");
    }

    private static URI uri(URL location) {
        try {
            return location.toURI();
        } catch (URISyntaxException e) {
            throw new IllegalStateException("Partita's own place is no file: location=" + location, e);
        }
    }
}
