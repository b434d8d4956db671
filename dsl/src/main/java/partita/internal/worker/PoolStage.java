package partita.internal.worker;

import java.io.PrintStream;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import partita.internal.launch.Journal;

/**
 * What a pool's worker needs whatever its orders say: its output is taken over, its hooks stand, its thread waits. Most of
 * a worker's start is this when code runs that nothing has compiled, so one that stands by has it before its orders come.
 */
final class PoolStage {
    /** Room for recursion; taken only as far as it is used. */
    private static final long STACK_BYTES = 16L << 20;

    private static final Duration FAREWELL_LIMIT = Duration.ofMillis(250);

    private final PrintStream rawErr = System.err;
    private final CompletableFuture<PoolRole> role = new CompletableFuture<>();
    private final Connection connection;
    private final Capture capture;

    PoolStage(Journal journal, Connection connection) {
        this.connection = connection;
        // before it has a role, no code of users runs
        this.capture = new Capture((run, error, text) -> role.join().print(run, error, text));
        capture.install();
        Farewell.prepare(journal, () -> {
            if (role.isDone()) {
                capture.flush();
            }
            connection.dealer().close(FAREWELL_LIMIT);
            OwnerWatch.ending();
        });
        Thread.ofPlatform()
                .name("partita-worker")
                .daemon(false) // this JVM lives for as long as it; whoever makes a stage may be a daemon
                .stackSize(STACK_BYTES)
                .start(() -> role.join().work());
    }

    Connection connection() {
        return connection;
    }

    Capture capture() {
        return capture;
    }

    /** Where what goes wrong with the worker itself is told. */
    PrintStream rawErr() {
        return rawErr;
    }

    /** The role begins. */
    void begin(PoolRole itsRole) {
        role.complete(itsRole);
        connection.to(itsRole::received);
    }
}
