package partita;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import partita.api.Explanation;
import partita.api.Status;
import partita.api.Timeline;
import partita.api.WorkerStatus;
import partita.function.Call;
import partita.function.Fn;
import partita.internal.launch.Logs;
import partita.internal.local.Dumps;
import partita.internal.parcel.Packer;
import partita.internal.pool.Recorder;
import partita.internal.pool.Running;
import partita.internal.pool.Seams;
import partita.internal.remote.JoinedEngine;
import partita.internal.shared.ManagerProxy;
import partita.internal.shared.SharedStatus;
import partita.spi.ClassSource;
import partita.spi.Engine;

/** What {@link Par} tells of what goes on, and of what would. */
abstract class Insight extends Toolbox {
    /** Where this context's work runs. */
    abstract Engine engine();

    /** What this context takes along. */
    abstract ClassSource classes();

    /**
     * Tells what would travel to a worker if items were mapped by a lambda, and what would stop it.
     *
     * @param <A> the items' type
     * @param xs the items; only the first is looked at
     * @param f the lambda
     * @return the lambda, classes, notebook variables and jars, with their sizes; a table in a notebook
     */
    public <A extends @Nullable Object> Explanation explain(
            Iterable<? extends A> xs, Fn<? super A, ? extends @Nullable Object> f) {
        return Packer.explain(f, xs, classes());
    }

    /**
     * Tells what would travel to a worker with a computation, and what would stop it.
     *
     * @param f the computation
     * @return its parts; a table in a notebook
     */
    public Explanation explain(Call<? extends @Nullable Object> f) {
        return Packer.explain(f, List.of(), classes());
    }

    /**
     * Tells what would travel to a worker with a value, and what would stop it.
     *
     * @param value the value
     * @return its parts; a table in a notebook
     */
    public Explanation explain(Object value) {
        return Packer.explain(value, List.of(), classes());
    }

    /**
     * Who ran what when, for the job that began last in this JVM: to see whether all workers were busy and which items
     * took long. Times are good to about two milliseconds; many short items appear as one span.
     *
     * @return what is known by now, a picture in a notebook; empty before the first job
     */
    public Timeline timeline() {
        return Recorder.last();
    }

    /**
     * What this context's workers and all remote ones do just now, which jobs of this JVM have not ended, the managers that
     * are open here, and who holds and waits for what is shared: a row for each queue, pipe, lock, semaphore, condition,
     * event and barrier that this JVM keeps or talks to, one for each thread that waits there (with its cell and line once
     * that took a tenth of a second), and one for each cycle of threads that wait for each other, {@code deadlock}.
     *
     * @return its rows; a table in a notebook
     */
    public Status status() {
        List<WorkerStatus> workers = Stream.concat(
                        engine().workers().stream(), JoinedEngine.everyRemoteWorker().stream())
                .toList();
        List<Status.Row> rows = new ArrayList<>(Running.status(workers, ManagerProxy.rows()));
        rows.addAll(SharedStatus.rows(Seams.classes()));
        return new Status(rows);
    }

    /**
     * The stacks of all threads of this context's workers, to see where an item hangs. Frames of notebook code are
     * named by cell and line. Takes some tenths of a second a worker.
     *
     * @return a text
     * @throws partita.api.ParInterruptedException if the wait is interrupted
     */
    public String dump() {
        return Dumps.of(engine().workers(), Seams.classes());
    }

    /**
     * The logger of this notebook and all its processes, named {@code partita}. In a worker or child process it has the
     * level that it has here when work is sent, and prints where this one does. What Partita itself has to say, such as
     * that it refused a connection, comes here too.
     *
     * @return the same one always
     */
    public Logger logger() {
        return Logs.logger();
    }

    /**
     * Sends what is logged to standard error, under the cell that sent the work: lines
     * {@code [LEVEL/Process-name] message}, each whole, from this process and from those that work for it.
     *
     * @param level from which level on
     * @return the logger
     */
    @CanIgnoreReturnValue
    public Logger logToStderr(Level level) {
        Logs.toStderr(Objects.requireNonNull(level, "level=null: give one such as Level.INFO"));
        return Logs.logger();
    }
}
