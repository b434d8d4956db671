package partita.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * After each test class, no worker JVM that it started is left, and nothing new that begins with {@code partita} lies
 * in {@code /dev/shm} or the folder for temporary files. What a class found when it began is not held against it.
 *
 * <p>The default pool is closed first, through the static method {@code closeDefault()} of {@code partita.Par}
 * where that exists. An entry
 * whose name carries the pid of a living process that is neither this JVM nor one it started belongs to that process.
 */
public final class NoLeaks implements BeforeAllCallback, AfterAllCallback {
    private static final ExtensionContext.Namespace NAMESPACE = ExtensionContext.Namespace.create(NoLeaks.class);
    private static final Duration LIMIT = Duration.ofSeconds(5);
    private static final Pattern NUMBER = Pattern.compile("\\d+");
    /** But for what a JVM that makes a cache of classes has. */
    private static final Pattern LEFT = Pattern.compile("partita(?!-train)");

    private static final List<Path> PLACES =
            List.of(Path.of("/dev/shm"), Path.of(System.getProperty("java.io.tmpdir")));

    /** Made by JUnit. */
    public NoLeaks() {}

    private record Before(Set<Long> workers, Set<Path> entries) {}

    @Override
    public void beforeAll(ExtensionContext context) {
        context.getStore(NAMESPACE).put(context.getUniqueId(), new Before(workerPids(), entries()));
    }

    @Override
    public void afterAll(ExtensionContext context) throws Exception {
        // nested classes share what their outer class made; only the outermost is judged
        if (context.getRequiredTestClass().getEnclosingClass() != null) {
            return;
        }
        Before before = context.getStore(NAMESPACE).get(context.getUniqueId(), Before.class);
        int tolerated = closeDefaultPool() ? 0 : Runtime.getRuntime().availableProcessors();
        try {
            Awaitility.await().atMost(LIMIT).until(() -> left(before).size() <= tolerated);
        } catch (ConditionTimeoutException e) {
            throw new AssertionError(
                    context.getRequiredTestClass().getName() + " left behind, " + LIMIT.toSeconds()
                            + " s after its end: " + String.join("; ", left(before))
                            + ". Close what the test opened (try-with-resources), or mend what should have ended it.",
                    e);
        }
    }

    private static List<String> left(Before before) {
        List<String> left = new ArrayList<>();
        Jvms.descendants().stream()
                .filter(Jvms::isWorker)
                .filter(process -> !before.workers().contains(process.pid()))
                .forEach(process -> left.add("worker " + Jvms.describe(process)));
        Set<Path> entries = entries();
        entries.removeAll(before.entries());
        entries.stream().filter(NoLeaks::isOurs).forEach(entry -> left.add("file " + entry));
        return left;
    }

    private static Set<Long> workerPids() {
        Set<Long> pids = new HashSet<>();
        Jvms.descendants().stream().filter(Jvms::isWorker).forEach(process -> pids.add(process.pid()));
        return pids;
    }

    private static Set<Path> entries() {
        Set<Path> entries = new HashSet<>();
        for (Path place : PLACES) {
            if (Files.isDirectory(place)) {
                try (Stream<Path> list = Files.list(place)) {
                    list.filter(entry ->
                                    LEFT.matcher(entry.getFileName().toString()).lookingAt())
                            .flatMap(NoLeaks::inside)
                            .forEach(entries::add);
                } catch (IOException e) {
                    throw new UncheckedIOException("cannot look for leaks: folder=" + place, e);
                }
            }
        }
        return entries;
    }

    /** The folder that all of a user's runs share is there while any of them is: what counts is the runs in it. */
    private static Stream<Path> inside(Path entry) {
        if (!Files.exists(entry.resolve("gate"))) {
            return Stream.of(entry);
        }
        try (Stream<Path> runs = Files.list(entry)) {
            return runs.filter(Files::isDirectory).toList().stream();
        } catch (NoSuchFileException e) {
            return Stream.of(); // the last run has just ended
        } catch (IOException e) {
            throw new UncheckedIOException("cannot look for leaks: folder=" + entry, e);
        }
    }

    static boolean isOurs(Path entry) {
        Set<Long> ours = new HashSet<>();
        ours.add(ProcessHandle.current().pid());
        ProcessHandle.current().descendants().forEach(process -> ours.add(process.pid()));
        return NUMBER.matcher(entry.getFileName().toString())
                .results()
                .filter(number -> number.group().length() <= 10)
                .map(number -> Long.parseLong(number.group()))
                .noneMatch(pid -> !ours.contains(pid) && ProcessHandle.of(pid).isPresent());
    }

    /** Whether no default pool lives any more; while {@code Par} offers no way to close it, its workers are let be. */
    private static boolean closeDefaultPool() throws ReflectiveOperationException {
        Class<?> par;
        try {
            par = Class.forName("partita.Par");
        } catch (ClassNotFoundException e) {
            // a module that has no engine has no default pool either
            return true;
        }
        Optional<Method> close = Stream.of(par.getMethods())
                .filter(method -> method.getName().equals("closeDefault") && method.getParameterCount() == 0)
                .findFirst();
        if (close.isEmpty()) {
            return false;
        }
        try {
            close.get().invoke(null);
            return true;
        } catch (InvocationTargetException e) {
            throw new AssertionError("the default pool could not be closed", e.getCause());
        }
    }
}
