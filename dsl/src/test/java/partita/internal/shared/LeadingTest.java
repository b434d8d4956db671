package partita.internal.shared;

import static java.time.Duration.ZERO;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static partita.Par.par;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import partita.api.ChildProcess;
import partita.api.ParInterruptedException;
import partita.api.SharedQueue;
import partita.function.Task;

/** A thread of the broker's JVM that waits serves the others' lines meanwhile: nobody misses anything by that. */
class LeadingTest {
    private static final int TURNS = 2_000;

    /** Answers each item; its items and answers go through the broker of another process. */
    private record Echoes(SharedQueue<Integer> in, SharedQueue<Integer> out) implements Task {
        @Override
        public void run() {
            in.items().forEach(out::put);
        }
    }

    private final SharedQueue<Integer> asked = par.queue();
    private final SharedQueue<Integer> answered = par.queue();
    private ChildProcess child;

    @BeforeEach
    void start() {
        child = par.heap("64m")
                .process(new Echoes(asked, answered))
                .daemon(true)
                .start();
    }

    @AfterEach
    void end() {
        asked.close();
        child.join();
    }

    private void echo(int turns) {
        for (int i = 0; i < turns; i++) {
            asked.put(i);
            assertEquals(i, answered.get(ofSeconds(20)));
        }
    }

    @Test
    void get_itemPutByAnotherThreadOfThisJvm_wakesWhoServes() {
        SharedQueue<Integer> there = par.queue();
        SharedQueue<Integer> back = par.queue();
        CompletableFuture<Void> other = CompletableFuture.runAsync(() -> {
            for (int i = 0; i < TURNS; i++) {
                back.put(there.get(ofSeconds(20)));
            }
        });
        CompletableFuture<Void> elsewhere = CompletableFuture.runAsync(() -> echo(TURNS));
        for (int i = 0; i < TURNS; i++) {
            there.put(i);
            assertEquals(i, back.get(ofSeconds(20)));
        }
        other.join();
        elsewhere.join();
    }

    @Test
    void get_manyThreadsWaitAtOnce_allAreServed() {
        var got = IntStream.range(0, 4)
                .mapToObj(_ -> CompletableFuture.supplyAsync(
                        () -> IntStream.range(0, TURNS / 4)
                                .mapToLong(_ -> answered.get(ofSeconds(20)))
                                .sum(),
                        task -> Thread.ofPlatform().start(task)))
                .toList();
        IntStream.range(0, TURNS).forEach(asked::put);
        long sum = got.stream().mapToLong(CompletableFuture::join).sum();
        assertEquals(TURNS * (TURNS - 1) / 2, sum);
        assertTrue(answered.isEmpty());
    }

    @Test
    void get_whoServesIsInterrupted_losesNoItem() {
        echo(10); // the line is there
        for (int i = 0; i < 200; i++) {
            var waits = new AtomicReference<Thread>();
            CompletableFuture<Integer> got = CompletableFuture.supplyAsync(
                    () -> {
                        waits.set(Thread.currentThread());
                        return answered.get(ofSeconds(20));
                    },
                    task -> Thread.ofPlatform().start(task));
            await().pollDelay(ZERO).pollInterval(ofMillis(1)).until(() -> waits.get() != null);
            asked.put(i);
            waits.get().interrupt();
            int item;
            try {
                item = got.join();
            } catch (CompletionException e) {
                assertInstanceOf(ParInterruptedException.class, e.getCause());
                item = answered.get(ofSeconds(20));
            }
            assertEquals(i, item);
        }
    }
}
