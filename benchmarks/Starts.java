import static partita.Par.par;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import partita.Par;
import partita.api.ChildProcess;
import partita.api.Pool;

/** Starts pools and processes. What they run stands in a class that refers to little else, as a notebook's cells are. */
final class Starts {
    private static int count;

    private Starts() {}

    static void add(Map<String, Peer.Operation> all) {
        all.put("pool-start", new PoolStart(false));
        all.put("pool-start-cold", new PoolStart(true));
        all.put("process", () -> {
            ChildProcess child = par.process(() -> {}).start();
            child.join();
            return child.exitCode();
        });
        all.put("process-burst-50", Starts::burst);
    }

    /** A pool with workers of its own, which ends at once; Python's does, too. */
    private static final class PoolStart implements Peer.Prepared {
        private final boolean cold;
        private final int workers = Integer.parseInt(System.getenv("PARTITA_WORKERS"));
        private Optional<Pool> pool = Optional.empty();

        PoolStart(boolean cold) {
            this.cold = cold;
        }

        @Override
        public Object run() {
            // nobody stands by for flags that are new
            Par context = cold ? par.jvmArgs("-Dbench=" + ++count) : par;
            pool = Optional.of(context.pool(workers));
            return pool.get().apply(() -> 1);
        }

        @Override
        public void end() {
            pool.ifPresent(Pool::close);
        }
    }

    private static Object burst() {
        List<ChildProcess> children =
                IntStream.range(0, 50).mapToObj(_ -> par.process(() -> {}).start()).toList();
        children.forEach(ChildProcess::join);
        return children.stream().mapToInt(ChildProcess::exitCode).sum();
    }
}
