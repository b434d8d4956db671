package partita.internal.parcel;

import java.lang.ref.SoftReference;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What is dear to make and can be used again, by one at a time, for the same class loader: a few are kept, softly.
 *
 * @param <T> what it is
 */
final class Spares<T> {
    private static final int KEPT = 4;

    private final Deque<SoftReference<Spare<T>>> free = new ArrayDeque<>();
    private final Function<ClassLoader, T> make;

    /** One, with how often it was taken: such things remember each class that they met, so none is for ever. */
    record Spare<T>(ClassLoader loader, T thing, int uses) {}

    /** Makes one for a loader where none is left. */
    Spares(Function<ClassLoader, T> make) {
        this.make = make;
    }

    /** One that nobody else has. */
    Spare<T> take(ClassLoader loader) {
        Spare<T> known = find(loader);
        return known != null
                ? new Spare<>(loader, known.thing(), known.uses() + 1)
                : new Spare<>(loader, make.apply(loader), 1);
    }

    private synchronized @Nullable Spare<T> find(ClassLoader loader) {
        for (Iterator<SoftReference<Spare<T>>> each = free.iterator(); each.hasNext(); ) {
            Spare<T> spare = each.next().get();
            if (spare == null || spare.loader() == loader) {
                each.remove();
            }
            if (spare != null && spare.loader() == loader) {
                return spare;
            }
        }
        return null;
    }

    /** Keeps none for a loader any more, nor thereby the loader. */
    synchronized void forget(ClassLoader loader) {
        free.removeIf(each -> {
            Spare<T> spare = each.get();
            return spare == null || spare.loader() == loader;
        });
    }

    /** Gives it to the next one; the caller does not use it any more. */
    synchronized void giveBack(Spare<T> spare) {
        free.addFirst(new SoftReference<>(spare));
        if (free.size() > KEPT) {
            free.removeLast();
        }
    }
}
