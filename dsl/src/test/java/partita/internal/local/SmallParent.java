package partita.internal.local;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.Optional;
import partita.api.WorkerInfo;
import partita.spi.Engine;

/** A notebook in small: two busy workers and a child, whose pids it prints. */
final class SmallParent {
    private SmallParent() {}

    public static void main(String[] args) {
        String worker = TestWorker.class.getName();
        WorkerSettings settings = new WorkerSettings(2, Optional.of("128m"), List.of());
        Engine.Work task =
                new Engine.Work(0, new Engine.Bundle("hash", "bundle hash".getBytes(UTF_8)), "wait".getBytes(UTF_8));
        boolean daemon = args.length > 0;
        long child = new Children(worker)
                .make(null, settings, () -> task, (_, _) -> {})
                .daemon(daemon)
                .start()
                .pid();
        new LocalEngine(settings, worker).start(Recorder.source("spin", "wait"), new Engine.Listener() {
            private int started;

            @Override
            public void started(long work, WorkerInfo info) {
                System.out.println(info.pid());
                started++;
                if (started == 2) {
                    System.out.println(child);
                    System.out.println("all");
                    if (daemon) {
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
            public void ended(Throwable failure) {}
        });
        Object never = new Object();
        synchronized (never) {
            try {
                while (true) {
                    never.wait();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
