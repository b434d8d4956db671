package partita.internal.parcel;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import partita.api.NotShippableException;
import partita.internal.parcel.value.Values;

/**
 * Notices that code on a worker changed a notebook's variable in place: its own copy, where the notebook's stays as
 * it was. Looks after the first piece of work, and later as often as it costs little beside the work itself.
 */
final class Tripwire {
    /** Looking may take this part of the time that the work takes. */
    private static final int WORK_PER_LOOK = 20;

    /** Reads a variable. */
    interface Reading {
        @Nullable
        Object get() throws ReflectiveOperationException;
    }

    private record Watched(Reading reading, long fingerprint) {}

    private final Values values;
    private final Map<String, Watched> watched = new HashMap<>();
    private long worked;
    private long nextLook;

    Tripwire(Values values) {
        this.values = values;
    }

    /** Watches a variable from now on. */
    void watch(String name, Reading reading) throws ReflectiveOperationException {
        Long now = fingerprint(reading);
        if (now != null) {
            watched.put(name, new Watched(reading, now));
        }
    }

    /** The variables that changed since they were looked at last, each named once. */
    List<String> changed(long workedNanos) {
        worked += workedNanos;
        if (watched.isEmpty() || worked < nextLook) {
            return List.of();
        }
        long begun = System.nanoTime();
        var changed = new ArrayList<String>();
        watched.forEach((name, was) -> {
            Long now = fingerprint(was.reading());
            if (now != null && now != was.fingerprint()) {
                changed.add(name);
            }
        });
        watched.keySet().removeAll(changed);
        worked = 0;
        nextLook = (System.nanoTime() - begun) * WORK_PER_LOOK;
        return changed;
    }

    /** Null where the value cannot be summed up, as something that its worker alone can hold. */
    private @Nullable Long fingerprint(Reading reading) {
        try {
            return values.fingerprint(reading.get());
        } catch (NotShippableException | ReflectiveOperationException | LinkageError e) {
            return null;
        }
    }
}
