package partita.start;

import static org.awaitility.Awaitility.await;
import static partita.Par.par;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import partita.internal.launch.StandBy;

/** Says how many workers a map has, and whether their heap is as the environment says. */
public final class EnvironmentProgram {
    private static final long HEAP = 96L << 20;

    private EnvironmentProgram() {}

    public static void main(String[] args) {
        Set<Long> pids = new HashSet<>();
        boolean small = true;
        Path folder = Path.of(args[0]);
        // no item ends before items have begun on three workers
        List<List<Long>> seen = par.chunkSize(1).map(par.range(0, 12), _ -> {
            Files.writeString(folder.resolve("pid" + ProcessHandle.current().pid()), "");
            await().atMost(Duration.ofSeconds(60)).until(() -> met(folder));
            return List.of(ProcessHandle.current().pid(), Runtime.getRuntime().maxMemory());
        });
        for (List<Long> one : seen) {
            pids.add(one.getFirst());
            small &= one.getLast() <= HEAP;
        }
        System.out.println("workers=" + pids.size() + " heap<=96m " + small + " standby=" + StandBy.depth());
        System.exit(0);
    }

    private static boolean met(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().startsWith("pid"))
                            .count()
                    >= 3;
        }
    }
}
