package partita.internal.local;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import partita.api.WorkerInfo;
import partita.internal.launch.Leftovers;
import partita.spi.Engine;

/**
 * A notebook in small: two busy workers and a child, whose pids it prints. Told {@code daemon} it exits then, told
 * {@code early} it prints before its workers have begun, told {@code journal} it has only the files for a worker.
 */
final class SmallParent {
    private SmallParent() {}

    public static void main(String[] args) throws Exception {
        String how = args[0];
        if (how.equals("journal")) {
            Leftovers.make();
            System.out.println("all");
        } else {
            family(how);
        }
        new CountDownLatch(1).await();
    }

    private static void family(String how) {
        String worker = TestWorker.class.getName();
        WorkerSettings settings = new WorkerSettings(2, Optional.of("64m"), List.of());
        Engine.Work task =
                new Engine.Work(0, new Engine.Bundle("hash", "bundle hash".getBytes(UTF_8)), "wait".getBytes(UTF_8));
        long child = new Children(worker)
                .make(null, settings, () -> task, (_, _) -> {})
                .daemon(how.equals("daemon"))
                .start()
                .pid();
        System.out.println(child);
        LocalEngine engine = new LocalEngine(settings, worker);
        if (how.equals("early")) {
            System.out.println("all");
        }
        engine.start(Recorder.source("spin", "wait"), new Engine.Listener() {
            private int started;

            @Override
            public void started(long work, WorkerInfo info) {
                System.out.println(info.pid());
                started++;
                if (started == 2) {
                    System.out.println("all");
                    if (how.equals("daemon")) {
                        new Thread(() -> System.exit(0)).start();
                    }
                }
            }

            @Override
            public void result(long work, WorkerInfo info, byte[] payload, boolean last) {}

            @Override
            public int lost(long work, WorkerInfo info, int begunItem, int exitCode, String cause) {
                return NOTHING_LEFT;
            }

            @Override
            public void ended(@Nullable Throwable failure) {}
        });
    }
}
