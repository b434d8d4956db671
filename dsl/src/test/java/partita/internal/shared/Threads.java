package partita.internal.shared;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import partita.internal.memory.Futex;

/** Threads of a test, whose results and failures are asked for. */
final class Threads {
    private static final int LIMIT_SECONDS = 20;
    private static final Duration LOOK_AGAIN = Duration.ofMillis(2);

    record Running<T>(Thread thread, FutureTask<T> task) {
        T result() throws Exception {
            return task.get(LIMIT_SECONDS, TimeUnit.SECONDS);
        }

        /** In Java, or in a call of the system, which a thread's state does not tell. */
        private boolean sleeps() {
            return thread.getState() == Thread.State.WAITING
                    || thread.getState() == Thread.State.TIMED_WAITING
                    || Arrays.stream(thread.getStackTrace())
                            .anyMatch(frame -> frame.getClassName().equals(Futex.class.getName()));
        }

        /** Waits until it waits for something. */
        Running<T> waits() {
            await().pollInterval(LOOK_AGAIN).until(this::sleeps);
            return this;
        }
    }

    private Threads() {}

    static <T> Running<T> start(Callable<T> body) {
        var task = new FutureTask<>(body);
        return new Running<>(Thread.ofPlatform().daemon().start(task), task);
    }

    static <T> List<Running<T>> start(int n, Callable<T> body) {
        var all = new ArrayList<Running<T>>();
        for (int i = 0; i < n; i++) {
            all.add(start(body));
        }
        return all;
    }

    static <T> List<T> results(List<Running<T>> all) throws Exception {
        var results = new ArrayList<T>();
        for (Running<T> running : all) {
            results.add(running.result());
        }
        return results;
    }
}
