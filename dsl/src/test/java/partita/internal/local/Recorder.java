package partita.internal.local;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import partita.api.WorkerInfo;
import partita.spi.Engine;

/** A listener that writes down what it is told. */
class Recorder implements Engine.Listener {
    record Lost(long work, WorkerInfo worker, int exitCode, String cause) {}

    final Map<Long, WorkerInfo> started = new ConcurrentHashMap<>();
    final Map<Long, byte[]> results = new ConcurrentHashMap<>();
    final List<Lost> lost = Collections.synchronizedList(new ArrayList<>());
    final StringBuffer out = new StringBuffer();
    final StringBuffer err = new StringBuffer();
    final List<String> events = Collections.synchronizedList(new ArrayList<>());
    final CompletableFuture<String> end = new CompletableFuture<>();
    volatile @Nullable Throwable failure;

    @Override
    public void started(long work, WorkerInfo worker) {
        started.put(work, worker);
    }

    @Override
    public void result(long work, WorkerInfo worker, byte[] payload, boolean last) {
        events.add("result " + work);
        results.put(work, payload);
    }

    @Override
    public void output(WorkerInfo worker, boolean error, String text) {
        events.add("output " + text.strip());
        (error ? err : out).append(text);
    }

    @Override
    public int lost(long work, WorkerInfo worker, int begunItem, int exitCode, String cause) {
        if (!results.containsKey(work)) {
            events.add("lost " + work);
            lost.add(new Lost(work, worker, exitCode, cause));
        }
        return NOTHING_LEFT;
    }

    @Override
    public void ended(@Nullable Throwable why) {
        failure = why;
        end.complete("ended");
    }

    void awaitEnd() {
        awaitEnd(Duration.ofSeconds(30));
    }

    void awaitEnd(Duration limit) {
        end.orTimeout(limit.toMillis(), TimeUnit.MILLISECONDS).join();
    }

    String text(long work) {
        return new String(results.get(work), UTF_8);
    }

    static Engine.Source source(String... commands) {
        return source(Stream.of(commands));
    }

    static Engine.Source source(Stream<String> commands) {
        return source("hash", commands);
    }

    static Engine.Source source(String hash, Stream<String> commands) {
        Engine.Bundle bundle = new Engine.Bundle(hash, ("bundle " + hash).getBytes(UTF_8));
        Iterator<String> each = commands.iterator();
        AtomicLong id = new AtomicLong();
        return () -> each.hasNext()
                ? new Engine.Work(id.getAndIncrement(), bundle, each.next().getBytes(UTF_8))
                : null;
    }
}
