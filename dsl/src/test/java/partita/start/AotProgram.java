package partita.start;

import static partita.Par.par;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import partita.api.StartMethod;

/** Starts a child that logs where its classes come from; before, if told so, waits until there is a cache of classes. */
public final class AotProgram {
    private static final Duration LIMIT = Duration.ofSeconds(150);

    private AotProgram() {}

    public static void main(String[] args) {
        Path log = Path.of(args[0]);
        if (args.length == 2) {
            par.startMethod(StartMethod.SPAWN).process(() -> {}).start().join();
            Awaitility.await().atMost(LIMIT).until(() -> cached(Path.of(args[1])));
        }
        par.startMethod(StartMethod.SPAWN)
                .jvmArgs("-Xlog:class+load:file=" + log)
                .process(() -> System.out.println("the child ran"))
                .start()
                .join();
        System.exit(0);
    }

    private static boolean cached(Path folder) throws java.io.IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.anyMatch(file -> file.toString().endsWith(".aot"));
        }
    }
}
