package partita.internal.parcel;

import com.esotericsoftware.kryo.kryo5.io.Output;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import partita.function.Fn;
import partita.spi.ClassSource;

/**
 * Packs lambdas of classes that are like a notebook's, each for the first time, as most that a person types are. Until the
 * JVM has compiled this code, one takes three times as long as after a thousand others.
 */
public final class PackingRehearsal {
    private static final int CLASSES = 250;
    /** Workers that start, and the first work of a notebook, come first. */
    private static final long DELAY_MILLIS = 2_000;

    private static final ClassSource SNIPPETS = new ClassSource() {};
    private static final AtomicBoolean STARTED = new AtomicBoolean();

    private PackingRehearsal() {}

    /** Begins in the background, once for a JVM; it takes about half a second of a core. */
    public static void start() {
        if (STARTED.compareAndSet(false, true)) {
            Thread thread = Thread.ofPlatform()
                    .name("partita-rehearsal")
                    .daemon()
                    .priority(Thread.MIN_PRIORITY)
                    .unstarted(PackingRehearsal::run);
            CompletableFuture.delayedExecutor(DELAY_MILLIS, TimeUnit.MILLISECONDS)
                    .execute(thread::start);
        }
    }

    private static void run() {
        var typed = new TypedLoader();
        try {
            for (int i = 0; i < CLASSES; i++) {
                typed.functions().forEach(PackingRehearsal::pack);
            }
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("the specimen's class is not as this code takes it to be", e);
        } finally {
            Kit.forget(typed);
        }
    }

    private static void pack(Fn<Integer, Integer> function) {
        try (var packer = new Packer(function, SNIPPETS)) {
            packer.item("the item", 1, new Output(256, -1));
            if (packer.bundle().bytes().length == 0) {
                throw new IllegalStateException("an empty bundle");
            }
        }
    }
}
