package partita.internal.parcel.value.kept;

import java.util.ListIterator;
import org.jspecify.annotations.Nullable;

/** A list iterator that changes nothing. */
record KeptListIterator<E extends @Nullable Object>(ListIterator<E> items) implements ListIterator<E> {
    @Override
    public boolean hasNext() {
        return items.hasNext();
    }

    @Override
    public E next() {
        return items.next();
    }

    @Override
    public boolean hasPrevious() {
        return items.hasPrevious();
    }

    @Override
    public E previous() {
        return items.previous();
    }

    @Override
    public int nextIndex() {
        return items.nextIndex();
    }

    @Override
    public int previousIndex() {
        return items.previousIndex();
    }

    @Override
    public void remove() {
        Kept.check(true);
    }

    @Override
    public void set(E item) {
        Kept.check(true);
    }

    @Override
    public void add(E item) {
        Kept.check(true);
    }
}
