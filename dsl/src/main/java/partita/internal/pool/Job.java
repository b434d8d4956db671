package partita.internal.pool;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import partita.api.TaskException;
import partita.api.WorkerDiedException;
import partita.api.WorkerInfo;
import partita.internal.parcel.ItemsWriter;
import partita.internal.parcel.OutcomeReader;
import partita.internal.parcel.Packer;
import partita.spi.ClassSource;
import partita.spi.Display;
import partita.spi.Engine;

/** One verb's work on an engine: gives items in pieces, takes what comes of them. */
final class Job implements Engine.Source, Engine.Listener {
    /** A piece of work grows to about this many bytes at the most, unless one item is larger. */
    private static final int PIECE_BYTES = 1 << 20;

    private final Packer packer;
    private final Iterator<?> items;
    private final ChunkSizer sizer;
    private final int retries;
    private final Collector collector;
    private final Display.Cell cell;
    private final Meter meter;
    private final Failures failures;
    private final OutcomeReader reader;
    private final Recorder recorder = Recorder.start();
    private final Map<Long, Piece> pieces = new ConcurrentHashMap<>();
    private final Set<String> warned = new HashSet<>();
    private long nextIndex;
    private long nextPiece;

    /** Items that are on their way, kept to name them if they fail. */
    private record Piece(long first, List<@Nullable Object> items, BitSet ended, Map<Integer, Integer> deaths) {}

    Job(
            Packer packer,
            Iterator<?> items,
            ChunkSizer sizer,
            int retries,
            Collector collector,
            Display.Cell cell,
            Meter meter,
            ClassSource source) {
        this.packer = packer;
        this.items = items;
        this.sizer = sizer;
        this.retries = retries;
        this.collector = collector;
        this.cell = cell;
        this.meter = meter;
        this.failures = new Failures(source);
        this.reader = new OutcomeReader(packer.loader());
    }

    @Override
    public Engine.@Nullable Work next() {
        if (!items.hasNext()) {
            packer.close();
            return null;
        }
        int size = sizer.next();
        var writer = new ItemsWriter(packer);
        var taken = new ArrayList<@Nullable Object>();
        long first = nextIndex;
        while (taken.size() < size && writer.size() < PIECE_BYTES && items.hasNext()) {
            Object item = items.next();
            writer.add("item " + nextIndex, item);
            taken.add(item);
            nextIndex++;
        }
        long id = nextPiece++;
        pieces.put(id, new Piece(first, taken, new BitSet(), new HashMap<>()));
        return new Engine.Work(id, packer.bundle(), writer.bytes());
    }

    @Override
    public void result(long work, WorkerInfo worker, byte[] payload, boolean last) {
        Piece piece = piece(work);
        var batch = new Batch(piece.first());
        reader.read(payload, new OutcomeReader.Receiver() {
            @Override
            public void succeeded(int offset, long nanos, @Nullable Object value) {
                batch.add(offset, nanos, true);
                piece.ended().set(offset);
                sizer.measured(nanos);
                meter.ended(nanos, true);
                collector.succeeded(piece.first() + offset, value);
            }

            @Override
            public void failed(int offset, long nanos, Throwable cause) {
                batch.add(offset, nanos, false);
                piece.ended().set(offset);
                sizer.measured(nanos);
                meter.ended(nanos, false);
                collector.failed(piece.first() + offset, failure(piece, offset, worker, cause));
            }

            @Override
            public void changed(String variable) {
                warn(variable);
            }
        });
        batch.tell(recorder, worker);
        if (last) {
            pieces.remove(work);
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

    @Override
    public void output(WorkerInfo worker, boolean error, String text) {
        cell.write(error, text);
    }

    @Override
    public int lost(long work, WorkerInfo worker, int begunItem, int exitCode, String cause) {
        Piece piece = piece(work);
        int size = piece.items().size();
        int lost = piece.ended().nextClearBit(0);
        while (lost < size && lost <= begunItem) {
            if (piece.deaths().merge(lost, 1, Integer::sum) <= retries) {
                return lost;
            }
            piece.ended().set(lost);
            WorkerDiedException died =
                    failures.died(piece.first() + lost, piece.items().get(lost), worker, exitCode, cause);
            meter.ended(0, false);
            collector.failed(piece.first() + lost, died);
            lost = piece.ended().nextClearBit(lost + 1);
        }
        if (lost >= size) {
            pieces.remove(work);
            return NOTHING_LEFT;
        }
        return lost;
    }

    private Piece piece(long work) {
        Piece piece = pieces.get(work);
        if (piece == null) {
            throw new IllegalStateException("the engine speaks of work=" + work + ", which it was not given");
        }
        return piece;
    }

    @Override
    public void ended(@Nullable Throwable failure) {
        meter.close();
        recorder.ended();
        collector.ended(failure);
    }
}
