package partita.internal.parcel;

import com.esotericsoftware.kryo.kryo5.io.Output;
import java.io.OutputStream;
import java.io.Serial;
import java.io.Serializable;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import partita.api.NotShippableException;
import partita.api.WorkerLocal;
import partita.function.Call;
import partita.internal.parcel.value.Values;
import partita.internal.parcel.value.Watcher;

/**
 * A value that each JVM has for itself. What travels is its name and its maker; the value is kept here, outside any
 * bundle, and follows the notebook's classes, which come anew with each job.
 */
public final class LocalCell<T extends @Nullable Object> implements WorkerLocal<T>, Serializable {
    @Serial
    private static final long serialVersionUID = 1L;

    private static final Map<String, Slot> SLOTS = new ConcurrentHashMap<>();

    private final String id = UUID.randomUUID().toString();
    private final Call<? extends T> maker;

    /** A value, and the loader of the classes that it may be made of. */
    private static final class Slot {
        private @Nullable Object value;
        private @Nullable ClassLoader loader;
    }

    /**
     * Makes a new one.
     *
     * @param maker makes the value in each JVM
     */
    public LocalCell(Call<? extends T> maker) {
        this.maker = maker;
    }

    @Override
    @SuppressWarnings({"unchecked", "NullAway"}) // it is what the maker made; T may be nullable
    public T get() {
        Slot slot = SLOTS.computeIfAbsent(id, _ -> new Slot());
        synchronized (slot) {
            ClassLoader here = maker.getClass().getClassLoader();
            if (slot.loader == null || (slot.loader != here && !follow(slot, here))) {
                slot.value = make();
            }
            slot.loader = here;
            return (T) slot.value;
        }
    }

    private T make() {
        try {
            return maker.call();
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException("the maker of a par.workerLocal(...) failed: " + e, e);
        }
    }

    /** Whether the value can be used by code of another bundle: as it is, or as a copy. */
    private static boolean follow(Slot slot, ClassLoader to) {
        ClassLoader from = slot.loader;
        boolean[] typed = {false};
        var watcher = new Watcher() {
            @Override
            public void type(Class<?> type) {
                typed[0] |= type.getClassLoader() instanceof BundleLoader;
            }
        };
        try (var nowhere = new Output(OutputStream.nullOutputStream())) {
            new Values(from == null ? to : from, watcher).write("a worker local", slot.value, nowhere);
        } catch (NotShippableException e) {
            return !typed[0]; // a connection, say, of classes that all jobs share
        }
        if (typed[0] && from != null) {
            try {
                byte[] bytes = new Values(from, Watcher.NONE).write("a worker local", slot.value);
                slot.value = new Values(to, Watcher.NONE).read(bytes);
            } catch (RuntimeException | LinkageError e) {
                return false; // the class is another one by now
            }
        }
        return true;
    }
}
