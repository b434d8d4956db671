package partita.internal.shared;

import java.util.Iterator;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Goes through a copy that is made when it is first asked for something. */
final class LateIterator<T extends @Nullable Object> implements Iterator<T> {
    private final Supplier<Iterator<T>> source;
    private final @Nullable Consumer<T> remover;
    private @Nullable Iterator<T> items;
    private @Nullable T last;
    private boolean removable;

    LateIterator(Supplier<Iterator<T>> source, @Nullable Consumer<T> remover) {
        this.source = source;
        this.remover = remover;
    }

    private Iterator<T> items() {
        Iterator<T> known = items;
        if (known == null) {
            known = source.get();
            items = known;
        }
        return known;
    }

    @Override
    public boolean hasNext() {
        return items().hasNext();
    }

    @Override
    public T next() {
        T next = items().next();
        last = next;
        removable = true;
        return next;
    }

    @Override
    @SuppressWarnings("NullAway") // what next() gave
    public void remove() {
        if (remover == null) {
            throw new UnsupportedOperationException(
                    "an iterator of a shared list shows a copy: use removeIf(...) or remove(...) of the list");
        }
        if (!removable) {
            throw new IllegalStateException("remove() needs a next() before it");
        }
        removable = false;
        remover.accept(last);
    }
}
