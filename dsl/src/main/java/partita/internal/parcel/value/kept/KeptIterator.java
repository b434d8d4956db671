package partita.internal.parcel.value.kept;

import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/** An iterator that takes nothing away. */
record KeptIterator<E extends @Nullable Object>(Iterator<E> items) implements Iterator<E> {
    @Override
    public boolean hasNext() {
        return items.hasNext();
    }

    @Override
    public E next() {
        return items.next();
    }

    @Override
    public void remove() {
        Kept.check(true);
    }
}
