package partita;

import com.google.errorprone.annotations.CheckReturnValue;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import partita.api.ChildProcess;
import partita.api.Explanation;
import partita.api.IntRange;
import partita.api.Sequences;
import partita.api.Timeline;
import partita.function.Call;
import partita.function.Each;
import partita.function.Fn;
import partita.function.Task;
import partita.internal.local.Children;
import partita.internal.parcel.CurrentItem;
import partita.internal.parcel.Packer;
import partita.internal.pool.JobVerbs;
import partita.internal.pool.Jobs;
import partita.internal.pool.Recorder;
import partita.internal.pool.Seams;
import partita.spi.Engine;

/**
 * The entry point: an immutable context from which all is made, as Python's {@code multiprocessing.get_context()}.
 * {@link #par} is the default one; every option gives a new context and changes nothing.
 *
 * <p>{@snippet :
 * import static partita.Par.par;
 * par.map(List.of(1, 2, 3), x -> x * x)    // [1, 4, 9]
 * }
 *
 * <p>A context may travel inside a lambda; there, work that it begins runs in the worker itself.
 */
@CheckReturnValue
public final class Par extends JobVerbs {
    /** The default context. */
    public static final Par par = new Par(Options.DEFAULT, null);

    private final Options options;
    private final transient @Nullable Engine engine;

    private Par(Options options, @Nullable Engine engine) {
        this.options = options;
        this.engine = engine;
    }

    /**
     * How many workers the work is shared out to.
     *
     * @param n their number
     * @return a new context
     * @throws IllegalArgumentException if n is less than 1
     */
    public Par workers(int n) {
        if (n < 1) {
            throw new IllegalArgumentException("workers=" + n + ": give 1 or more, or leave it out for one a core");
        }
        return new Par(options.withWorkers(n), engine);
    }

    /**
     * How many items travel together.
     *
     * @param n their number; without it, it adapts to how long items take
     * @return a new context
     * @throws IllegalArgumentException if n is less than 1
     */
    public Par chunkSize(int n) {
        if (n < 1) {
            throw new IllegalArgumentException("chunkSize=" + n + ": give 1 or more, or leave it out to adapt");
        }
        return new Par(options.with(options.job().withChunkSize(n)), engine);
    }

    /**
     * How often an item is run again whose worker died. What it did before it died, outside its worker, is done
     * again as well.
     *
     * @param n how often at the most; 0, the default, for never
     * @return a new context
     * @throws IllegalArgumentException if n is negative
     */
    public Par retries(int n) {
        if (n < 0) {
            throw new IllegalArgumentException("retries=" + n + ": give 0 or more");
        }
        return new Par(options.with(options.job().withRetries(n)), engine);
    }

    /**
     * How much memory each worker's heap may take.
     *
     * @param size as after {@code -Xmx}, such as {@code "512m"}
     * @return a new context
     * @throws IllegalArgumentException if it is no size
     */
    public Par heap(String size) {
        if (!size.matches("[1-9][0-9]*[kKmMgGtT]?")) {
            throw new IllegalArgumentException("heap=" + size + " is no size: give one like \"512m\" or \"2g\"");
        }
        return new Par(options.withHeap(size), engine);
    }

    /**
     * More arguments for each worker's JVM.
     *
     * @param arguments as on the command line of {@code java}, before the class
     * @return a new context
     */
    public Par jvmArgs(String... arguments) {
        return new Par(options.withJvmArgs(List.copyOf(Arrays.asList(arguments))), engine);
    }

    /**
     * Shows a bar while the work goes on: count, rate, time left, workers. In a notebook, work over a second has one
     * without being asked.
     *
     * @return a new context
     */
    public Par progress() {
        return progress("");
    }

    /**
     * Shows a bar with a label while the work goes on.
     *
     * @param label what to call the work
     * @return a new context
     */
    public Par progress(String label) {
        return new Par(options.with(options.job().withProgress(label)), engine);
    }

    /**
     * How long one item may run. Past that, it fails with a {@link partita.api.TaskTimeoutException}, and its worker
     * is ended and replaced.
     *
     * @param limit more than zero
     * @return a new context
     * @throws IllegalArgumentException if it is zero or less
     */
    public Par timeout(Duration limit) {
        if (!limit.isPositive()) {
            throw new IllegalArgumentException("timeout=" + limit + ": give more than zero, or leave it out for none");
        }
        return new Par(options.with(options.job().withTimeout(limit)), engine);
    }

    /**
     * Stops at the first failure what has not begun; what runs goes on to its end. Without this, all items are run
     * before a failure is thrown.
     *
     * @return a new context
     */
    public Par failFast() {
        return new Par(options.with(options.job().withFailFast(true)), engine);
    }

    /**
     * Makes {@link #random()} inside items repeatable.
     *
     * @param seed any number; the same one gives each item the same random numbers again
     * @return a new context
     */
    public Par seed(long seed) {
        return new Par(options.with(options.job().withSeed(seed)), engine);
    }

    /**
     * Random numbers. Inside an item they depend on the seed of the context that began the work and on the item's
     * index alone, not on which worker runs it; the generator goes on from call to call. Elsewhere, a new generator
     * for this context's seed.
     *
     * @return a generator, for the calling thread
     */
    public Random random() {
        Random ofItem = CurrentItem.random();
        return ofItem != null ? ofItem : CurrentItem.random(options.job().seed().orElseGet(CurrentItem::newSeed));
    }

    /**
     * Where the work runs.
     *
     * @param engine runs it; without one, worker JVMs on this machine
     * @return a new context
     */
    public Par on(Engine engine) {
        return new Par(options, engine);
    }

    /**
     * The numbers from 0 to before b.
     *
     * @param b the bound that is not reached
     * @return the numbers; cannot be changed
     */
    public List<Integer> range(int b) {
        return range(0, b, 1);
    }

    /**
     * The numbers from a to before b.
     *
     * @param a the first number
     * @param b the bound that is not reached
     * @return the numbers; cannot be changed
     * @throws IllegalArgumentException if there are more than a list can hold
     */
    public List<Integer> range(int a, int b) {
        return range(a, b, 1);
    }

    /**
     * Every step-th number from a to before b.
     *
     * @param a the first number
     * @param b the bound that is not reached
     * @param step the distance of neighbours; negative to count down
     * @return the numbers; cannot be changed
     * @throws IllegalArgumentException if the step is 0, or there are more than a list can hold
     */
    public List<Integer> range(int a, int b, int step) {
        return new IntRange(a, b, step);
    }

    /**
     * Cuts a sequence into lists of nearly the same size, in order.
     *
     * @param <A> the items' type
     * @param xs the items
     * @param n how many lists
     * @return n lists, some empty where there are fewer items
     * @throws IllegalArgumentException if n is less than 1
     */
    public <A extends @Nullable Object> List<List<A>> split(Iterable<? extends A> xs, int n) {
        return Sequences.split(xs, n);
    }

    /**
     * Pairs of the first items, the second items, and so on, until one side has no more.
     *
     * @param <A> the first sides' type
     * @param <B> the second sides' type
     * @param xs the first sides
     * @param ys the second sides
     * @return the pairs, made while they are iterated over
     */
    public <A extends @Nullable Object, B extends @Nullable Object> Iterable<Map.Entry<A, B>> zip(
            Iterable<? extends A> xs, Iterable<? extends B> ys) {
        return Sequences.zip(xs, ys);
    }

    /**
     * All pairs of one item from each side, the second side's changing fastest.
     *
     * @param <A> the first sides' type
     * @param <B> the second sides' type
     * @param xs the first sides
     * @param ys the second sides
     * @return the pairs
     */
    public <A extends @Nullable Object, B extends @Nullable Object> List<Map.Entry<A, B>> product(
            Iterable<? extends A> xs, Iterable<? extends B> ys) {
        return Sequences.product(xs, ys);
    }

    /**
     * How many cores this JVM may use, by affinity and cgroup.
     *
     * @return at least 1
     */
    public int cpuCount() {
        return Runtime.getRuntime().availableProcessors();
    }

    /**
     * A process of its own for a task; it begins with {@code start()}.
     *
     * @param task what it does; taken, with the notebook variables it reads, at {@code start()}
     * @return the process, named {@code Process-n}
     */
    public ChildProcess process(Task task) {
        return child(null, task, null);
    }

    /**
     * A process of its own, with a name, for a task; it begins with {@code start()}.
     *
     * @param name its name
     * @param task what it does; taken, with the notebook variables it reads, at {@code start()}
     * @return the process
     */
    public ChildProcess process(String name, Task task) {
        return child(name, task, null);
    }

    /**
     * A process of its own for a task with an argument, such as a loop's counter; it begins with {@code start()}.
     *
     * @param <A> the argument's type
     * @param argument the argument
     * @param task what it does; taken, with the argument and the notebook variables it reads, at {@code start()}
     * @return the process, named {@code Process-n}
     */
    public <A extends @Nullable Object> ChildProcess process(A argument, Each<? super A> task) {
        return child(null, task, argument);
    }

    /**
     * A process of its own, with a name, for a task with an argument; it begins with {@code start()}.
     *
     * @param <A> the argument's type
     * @param name its name
     * @param argument the argument
     * @param task what it does; taken, with the argument and the notebook variables it reads, at {@code start()}
     * @return the process
     */
    public <A extends @Nullable Object> ChildProcess process(String name, A argument, Each<? super A> task) {
        return child(name, task, argument);
    }

    private ChildProcess child(@Nullable String name, Object task, @Nullable Object argument) {
        Objects.requireNonNull(task, "the task is null");
        return Family.CHILDREN.make(
                name,
                Engines.settings(options),
                () -> Packer.single(task, argument, Seams.classes()),
                Seams.display().cell());
    }

    /** Made with the first process. */
    private static final class Family {
        static final Children CHILDREN = new Children();
    }

    /**
     * The processes that were started here and still run.
     *
     * @return a copy
     */
    public List<ChildProcess> activeChildren() {
        return Family.CHILDREN.active();
    }

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
        return Packer.explain(f, xs, Seams.classes());
    }

    /**
     * Tells what would travel to a worker with a computation, and what would stop it.
     *
     * @param f the computation
     * @return its parts; a table in a notebook
     */
    public Explanation explain(Call<? extends @Nullable Object> f) {
        return Packer.explain(f, List.of(), Seams.classes());
    }

    /**
     * Tells what would travel to a worker with a value, and what would stop it.
     *
     * @param value the value
     * @return its parts; a table in a notebook
     */
    public Explanation explain(Object value) {
        return Packer.explain(value, List.of(), Seams.classes());
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

    /** Starts this context's workers in the background, so that the first verb finds them ready. */
    public void warmUp() {
        engine().warmUp();
    }

    @Override
    protected Jobs jobs() {
        return new Jobs(engine(), options.job(), Seams.classes(), Seams.display(), null);
    }

    private Engine engine() {
        return engine != null ? engine : Engines.of(options);
    }

    /** Ends the workers that this JVM's contexts share; the next verb starts new ones. */
    public static void closeDefault() {
        Engines.close();
    }
}
