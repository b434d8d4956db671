package partita.internal.pool;

import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import partita.api.EngineException;
import partita.api.IntRange;
import partita.api.NotShippableException;
import partita.api.TaskException;
import partita.api.WorkerDiedException;
import partita.api.WorkerInfo;
import partita.internal.parcel.CurrentItem;
import partita.internal.parcel.ItemsWriter;
import partita.internal.parcel.OutcomeReader;
import partita.internal.parcel.Packer;
import partita.spi.ClassSource;
import partita.spi.Display;
import partita.spi.Engine;
import partita.spi.Store;

/** One verb's work on an engine: gives items in pieces, takes what comes of them. */
final class Job implements Engine.Source {
    /** A piece of work grows to about this many bytes at the most, unless one item is larger. */
    private static final int PIECE_BYTES = 1 << 20;

    /** Room for so many items is made at once. */
    private static final int LISTED = 1 << 14;

    private final Packer packer;
    private final Items items;
    private final ChunkSizer sizer;
    private final JobOptions options;
    private final long seed;
    private final Collector collector;
    private final Display.Cell cell;
    private final Meter meter;
    private final Failures failures;
    private final OutcomeReader reader;
    private final Optional<Store> store;
    private final Recorder recorder = Recorder.start();
    private final Map<Long, Piece> pieces = new ConcurrentHashMap<>();
    private final Set<String> warned = new HashSet<>();
    private volatile Engine.@Nullable Run run;
    private volatile boolean failing;
    private volatile boolean everywhere;
    private volatile boolean over;
    private long nextIndex;
    private long nextPiece;

    /** Items that are on their way, kept to name them if they fail. */
    private record Piece(
            long first,
            List<@Nullable Object> items,
            BitSet ended,
            Map<Integer, Integer> deaths,
            List<String> stored) {}

    Job(
            Packer packer,
            Items items,
            ChunkSizer sizer,
            JobOptions options,
            Collector collector,
            Display.Cell cell,
            Meter meter,
            ClassSource source,
            Optional<Store> store) {
        this.packer = packer;
        this.items = items;
        this.sizer = sizer;
        this.options = options;
        this.seed = options.seed().orElseGet(CurrentItem::newSeed);
        this.collector = collector;
        this.cell = cell;
        this.meter = meter;
        this.failures = new Failures(source);
        this.store = store;
        this.reader = new OutcomeReader(packer.loader(), store);
    }

    /** The run has begun. */
    void begun(Engine.Run started) {
        run = started;
        Running.begun(meter, collector::settled);
        collector.begun(started);
        if (failing) {
            started.drain();
        }
    }

    /** The pool takes no more work: an unbounded source ends here. */
    void lastCall() {
        items.lastCall();
    }

    @Override
    public boolean immediate() {
        return items.immediate();
    }

    @Override
    public Optional<Duration> itemLimit() {
        return options.timeout();
    }

    @Override
    public Engine.@Nullable Work next() throws InterruptedException {
        while (!failing && items.await()) {
            var writer = new ItemsWriter(packer, new ItemsWriter.Head(nextIndex, seed, options.failFast()), store);
            int size = sizer.next();
            long first = nextIndex;
            List<@Nullable Object> taken = take(size, writer);
            if (!taken.isEmpty()) { // where the first item cannot travel, the next ones may
                collector.measured(writer.size(), taken.size());
                long id = nextPiece++;
                pieces.put(id, new Piece(first, taken, new BitSet(), new HashMap<>(), writer.stored()));
                if (over) {
                    over(id);
                }
                return new Engine.Work(id, packer.bundle(), writer.bytes());
            }
        }
        packer.close();
        return null;
    }

    private List<@Nullable Object> take(int size, ItemsWriter writer) {
        IntRange range = items.range(size);
        if (range != null) {
            writer.add(range);
            nextIndex += range.size();
            return Collections.unmodifiableList(range);
        }
        List<@Nullable Object> taken = new ArrayList<>(Math.min(size, LISTED));
        try {
            fill(taken, size, writer);
        } catch (RuntimeException | Error e) {
            letGo(writer.stored());
            throw e;
        }
        return taken;
    }

    private void fill(List<@Nullable Object> taken, int size, ItemsWriter writer) {
        boolean more = true;
        while (more) {
            Object item = items.next();
            long index = nextIndex++;
            try {
                writer.add("item", index, item);
            } catch (NotShippableException e) {
                var failure = failures.refused(index, item, e);
                if (!collector.refused(index, failure)) {
                    throw e;
                }
                meter.failed(0);
                failed();
                return; // its piece ends before it, so that the items of a piece have successive indexes
            }
            taken.add(item);
            more = taken.size() < size && writer.size() < PIECE_BYTES && items.more();
        }
    }

    /** Where that is wished, nothing begins after a failure. */
    private void failed() {
        Engine.Run started = run;
        if (options.failFast() && !failing) {
            failing = true;
            if (started != null) {
                started.drain();
            }
        }
    }

    void result(long work, WorkerInfo worker, byte[] payload, boolean last) {
        Piece piece = piece(work);
        var batch = new Batch(piece.first());
        reader.read(payload, new OutcomeReader.Receiver() {
            @Override
            public void succeeded(int offset, long nanos, @Nullable Object value) {
                batch.add(offset, nanos, 1);
                piece.ended().set(offset);
                sizer.measured(nanos, 1);
                meter.ended(nanos, 1);
                collector.succeeded(piece.first() + offset, value);
            }

            @Override
            public void succeeded(int offset, long nanos, Object[] values) {
                batch.add(offset, nanos, values.length);
                piece.ended().set(offset, offset + values.length);
                sizer.measured(nanos, values.length);
                meter.ended(nanos, values.length);
                collector.succeeded(piece.first() + offset, values);
            }

            @Override
            public void failed(int offset, long nanos, Throwable cause) {
                batch.failed(offset, nanos);
                piece.ended().set(offset);
                sizer.measured(nanos, 1);
                meter.failed(nanos);
                collector.failed(piece.first() + offset, failure(piece, offset, worker, cause));
                Job.this.failed();
            }

            @Override
            public void changed(String variable) {
                warn(variable);
            }
        });
        batch.tell(recorder, worker);
        if (batch.items() > 0) {
            collector.measured(payload.length, batch.items());
        }
        if (last) {
            over(work);
            sizer.pieceEnded();
        }
    }

    /** A worker changed its copy of what the notebook still has as it was: said once for each variable. */
    private void warn(String variable) {
        if (!warned.add(variable)) {
            return;
        }
        String what = variable.isEmpty() ? "a value that the lambda captured" : "'" + variable + "'";
        cell.write(
                true,
                "partita: a worker changed its own copy of " + what + "; the notebook's stays as it was."
                        + " Return the value from the lambda instead, or share one, as by par.value(...)\n");
    }

    private TaskException failure(Piece piece, int offset, WorkerInfo worker, Throwable cause) {
        return failures.task(piece.first() + offset, piece.items().get(offset), worker, cause);
    }

    int lost(long work, WorkerInfo worker, int begunItem, int exitCode, String cause) {
        Piece piece = piece(work);
        int size = piece.items().size();
        int lost = piece.ended().nextClearBit(0);
        while (lost < size && lost <= begunItem) {
            if (piece.deaths().merge(lost, 1, Integer::sum) <= options.retries()) {
                return lost;
            }
            piece.ended().set(lost);
            WorkerDiedException died =
                    failures.died(piece.first() + lost, piece.items().get(lost), worker, exitCode, cause);
            meter.failed(0);
            collector.failed(piece.first() + lost, died);
            failed();
            lost = piece.ended().nextClearBit(lost + 1);
        }
        if (lost >= size) {
            over(work);
            return Engine.Listener.NOTHING_LEFT;
        }
        return lost;
    }

    int overdue(long work, WorkerInfo worker, int begunItem, Duration limit) {
        Piece piece = piece(work);
        if (begunItem < piece.items().size() && !piece.ended().get(begunItem)) {
            piece.ended().set(begunItem);
            meter.failed(0);
            long index = piece.first() + begunItem;
            collector.failed(index, failures.timedOut(index, piece.items().get(begunItem), worker, limit));
            failed();
        }
        int next = piece.ended().nextClearBit(0);
        if (next >= piece.items().size()) {
            over(work);
            return Engine.Listener.NOTHING_LEFT;
        }
        return next;
    }

    /** The one piece of a job that is for each worker once; what it gives has the worker's place as its index. */
    Engine.Work everywhere() {
        everywhere = true;
        var writer = new ItemsWriter(packer, new ItemsWriter.Head(0, seed, false), Optional.empty());
        writer.add("no item", null);
        return new Engine.Work(0, packer.bundle(), writer.bytes());
    }

    /** No worker needs the piece any more. */
    private void over(long work) {
        Piece piece = pieces.remove(work);
        if (piece != null) {
            letGo(piece.stored());
        }
    }

    private void letGo(List<String> stored) {
        store.ifPresent(held -> stored.forEach(held::remove));
    }

    private Piece piece(long work) {
        Piece piece = everywhere ? pieces.computeIfAbsent(work, Job::nothing) : pieces.get(work);
        if (piece == null) {
            throw new IllegalStateException("the engine speaks of work=" + work + ", which it was not given");
        }
        return piece;
    }

    private static Piece nothing(long place) {
        return new Piece(place, Collections.singletonList(null), new BitSet(), new HashMap<>(), List.of());
    }

    /** Runs an end of this job on a thread that may wait, where code of the user's may be called by it. */
    void end(Runnable end) {
        if (collector.mayRunCallbacks()) {
            Callbacks.run(cell, end);
        } else {
            end.run();
        }
    }

    void ended(@Nullable Throwable failure) {
        over = true;
        pieces.values().forEach(piece -> letGo(piece.stored()));
        meter.close();
        recorder.ended();
        if (failure instanceof EngineException e) {
            failures.locate(e.getCause());
        }
        collector.ended(failure);
    }
}
