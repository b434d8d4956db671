package partita;

import com.google.errorprone.annotations.CheckReturnValue;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import partita.api.ChildProcess;
import partita.api.Pool;
import partita.api.SharedManager;
import partita.api.StartMethod;
import partita.api.WorkerLocal;
import partita.function.Call;
import partita.function.Each;
import partita.function.Task;
import partita.internal.broker.Home;
import partita.internal.local.Children;
import partita.internal.local.Setup;
import partita.internal.parcel.CurrentItem;
import partita.internal.parcel.LocalCell;
import partita.internal.parcel.Packer;
import partita.internal.parcel.PackingRehearsal;
import partita.internal.pool.JobOptions;
import partita.internal.pool.Jobs;
import partita.internal.pool.OwnPool;
import partita.internal.pool.Seams;
import partita.internal.remote.JoinedEngine;
import partita.internal.shared.ManagerProxy;
import partita.internal.transport.Credentials;
import partita.internal.transport.Endpoint;
import partita.spi.ClassSource;
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
public final class Par extends Insight implements SharedFactories, NetworkFactories {
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
     * More arguments for each worker's JVM, which is of the JDK that this one runs on unless the system property
     * {@code partita.java} names another's {@code java}.
     *
     * @param arguments as on the command line of {@code java}, before the class
     * @return a new context
     * @throws IllegalArgumentException an argument is null or empty
     */
    public Par jvmArgs(String... arguments) {
        return new Par(options.withJvmArgs(arguments), engine);
    }

    /**
     * How the JVMs of workers and child processes come to be.
     *
     * @param method the way; FORKSERVER unless said otherwise
     * @return a new context
     */
    public Par startMethod(StartMethod method) {
        return new Par(options.withStartMethod(Objects.requireNonNull(method, "the start method is null")), engine);
    }

    /**
     * How the JVMs of this context's workers and child processes come to be.
     *
     * @return what {@link #startMethod(StartMethod)} said, or FORKSERVER
     */
    public StartMethod startMethod() {
        return options.startMethod();
    }

    /** What is known of the typed classes; under FORK, with all that the notebook holds. */
    @Override
    ClassSource classes() {
        ClassSource classes = Seams.classes();
        return options.startMethod() == StartMethod.FORK ? new WholeNotebook(classes) : classes;
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
     * What each new worker does once before any other work. Where it fails, so does the work that waits for the
     * workers, with the trace; the next verb tries again.
     *
     * @param first what to do; taken now, with the notebook variables that it reads. A worker's own state goes into a
     *     {@link #workerLocal}
     * @return a new context, whose workers are its own
     * @throws partita.api.NotShippableException if it, or a variable that it reads, cannot travel
     */
    public Par initializer(Task first) {
        Objects.requireNonNull(first, "the initializer is null");
        return new Par(options.withSetup(Setup.of(first, classes())), engine);
    }

    /**
     * Replaces each worker after so many tasks. A task is an item, or with {@link #chunkSize} a chunk of items, which
     * otherwise is one item here.
     *
     * @param n after how many
     * @return a new context, whose workers are not shared with contexts of another number
     * @throws IllegalArgumentException if n is less than 1
     */
    public Par maxTasksPerWorker(int n) {
        if (n < 1) {
            throw new IllegalArgumentException("maxTasksPerWorker=" + n + ": give 1 or more, or leave it out");
        }
        return new Par(options.withMaxTasks(n), engine);
    }

    /**
     * Something that each worker has for itself, such as a connection or a loaded model.
     *
     * @param <T> its type
     * @param maker makes it; called in each worker that asks for it, once
     * @return what travels in lambdas and gives each worker its own
     */
    public <T extends @Nullable Object> WorkerLocal<T> workerLocal(Call<? extends T> maker) {
        return new LocalCell<>(Objects.requireNonNull(maker, "the maker is null"));
    }

    /**
     * Workers of one's own, as many as this context says.
     *
     * @return a pool whose workers start now; to be closed
     */
    public Pool pool() {
        Engine own = engine != null ? engine : new JoinedEngine(Engines.own(options));
        return new OwnPool(own, jobOptions(), classes(), Seams.display(), options.setup() != null);
    }

    /**
     * So many workers of one's own.
     *
     * @param workers how many
     * @return a pool whose workers start now; to be closed
     * @throws IllegalArgumentException if there are less than 1
     */
    public Pool pool(int workers) {
        return workers(workers).pool();
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
                () -> Packer.single(task, argument, classes()),
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
     * The process whose code calls this: the notebook, named {@code MainProcess}, a child, or a pool's worker. It can be
     * looked at and named anew; what only its parent may do is refused.
     *
     * @return its name, process id and whether it is a daemon
     */
    public ChildProcess currentProcess() {
        return Family.CHILDREN.current();
    }

    /**
     * The process that started the one whose code calls this. It can be looked at and waited for; what only its own
     * parent may do is refused.
     *
     * @return the parent, or null in the notebook, which nobody's {@code par} started
     */
    public @Nullable ChildProcess parentProcess() {
        return Family.CHILDREN.parent();
    }

    /**
     * A process that keeps what others share: collections, queues, locks, values, objects of one's own. This context's
     * heap, JVM arguments, start method and initializer are its.
     *
     * @return a manager that runs; to be closed
     * @throws partita.api.EngineException if it cannot be started, or the initializer fails
     */
    public SharedManager manager() {
        return Managers.start(options, Family.CHILDREN);
    }

    /**
     * Somebody else's manager, of this machine or another, which {@link SharedManager#serve serves} there.
     *
     * @param address {@code tcp://host:port}, as its {@code address()} shows
     * @param key the bytes that it was given
     * @return a manager that disconnects when it is closed
     * @throws IllegalArgumentException if the address has another form
     * @throws partita.api.AuthenticationException if the key is another one; at once
     * @throws partita.api.EngineException if nobody answers there
     */
    public SharedManager manager(String address, byte[] key) {
        return ManagerProxy.connected(Home.at(Endpoint.toConnectTo(address), Credentials.of(key)));
    }

    /**
     * Starts this context's workers in the background, has JVMs stand by, and has this JVM compile what packs lambdas, so
     * that the first verb finds all that ready.
     */
    public void warmUp() {
        engine().warmUp();
        Family.CHILDREN.warmUp(Engines.settings(options));
        PackingRehearsal.start();
    }

    @Override
    protected Jobs jobs() {
        return new Jobs(engine(), jobOptions(), classes(), Seams.display(), null);
    }

    /** Workers that are replaced after so many tasks count items, unless a chunk is what is wished. */
    private JobOptions jobOptions() {
        JobOptions job = options.job();
        return options.maxTasks() > 0 && job.chunkSize().isEmpty() ? job.withChunkSize(1) : job;
    }

    @Override
    Engine engine() {
        return engine != null ? engine : Engines.of(options);
    }

    /** Ends the workers that this JVM's contexts share; the next verb starts new ones. */
    public static void closeDefault() {
        Engines.close();
    }
}
