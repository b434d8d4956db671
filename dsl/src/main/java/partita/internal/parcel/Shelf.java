package partita.internal.parcel;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Keeps what was used last, up to a number and up to a weight; the newest always, or some more. Not safe for several
 * threads.
 */
final class Shelf<V> {
    private record Kept<V>(V value, long weight) {}

    private final Map<String, Kept<V>> all = new LinkedHashMap<>(16, 0.75f, true);
    private final int least;
    private final int most;
    private final long heaviest;
    private long weight;

    /**
     * An empty one.
     *
     * @param most how many are kept
     * @param heaviest how much they weigh together, but for the newest
     */
    Shelf(int most, long heaviest) {
        this(1, most, heaviest);
    }

    /**
     * An empty one.
     *
     * @param least how many are kept whatever they weigh
     * @param most how many are kept
     * @param heaviest how much they weigh together, but for those
     */
    Shelf(int least, int most, long heaviest) {
        this.least = least;
        this.most = most;
        this.heaviest = heaviest;
    }

    /** What is kept under this name, which now is the newest; or null. */
    @Nullable
    V get(String name) {
        Kept<V> kept = all.get(name);
        return kept == null ? null : kept.value();
    }

    void put(String name, V value, long itsWeight) {
        remove(name);
        all.put(name, new Kept<>(value, itsWeight));
        weight += itsWeight;
        Iterator<Kept<V>> eldest = all.values().iterator();
        while (all.size() > least && (all.size() > most || weight > heaviest)) {
            weight -= eldest.next().weight();
            eldest.remove();
        }
    }

    void remove(String name) {
        Kept<V> kept = all.remove(name);
        if (kept != null) {
            weight -= kept.weight();
        }
    }
}
