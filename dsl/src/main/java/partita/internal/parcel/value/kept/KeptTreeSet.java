package partita.internal.parcel.value.kept;

import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.Iterator;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** A copy that cannot be changed. */
@SuppressWarnings("NullAway") // as the JDK's own declares it
public final class KeptTreeSet<E extends @Nullable Object> extends TreeSet<E> implements Kept {
    private static final long serialVersionUID = 1;
    private boolean sealed;

    /**
     * Makes one that can be filled.
     *
     * @param by the order; null for the natural one
     */
    @SuppressWarnings("NullAway") // as the JDK's own
    public KeptTreeSet(@Nullable Comparator<? super E> by) {
        super(by);
    }

    @Override
    public void seal() {
        sealed = true;
    }

    @Override
    public boolean add(E item) {
        Kept.check(sealed);
        return super.add(item);
    }

    @Override
    public boolean remove(@Nullable Object item) {
        Kept.check(sealed);
        return super.remove(item);
    }

    @Override
    public boolean addAll(Collection<? extends E> all) {
        Kept.check(sealed);
        return super.addAll(all);
    }

    @Override
    public boolean removeAll(Collection<?> all) {
        Kept.check(sealed);
        return super.removeAll(all);
    }

    @Override
    public boolean retainAll(Collection<?> all) {
        Kept.check(sealed);
        return super.retainAll(all);
    }

    @Override
    public boolean removeIf(Predicate<? super E> f) {
        Kept.check(sealed);
        return super.removeIf(f);
    }

    @Override
    public void clear() {
        Kept.check(sealed);
        super.clear();
    }

    @Override
    public @Nullable E pollFirst() {
        Kept.check(sealed);
        return super.pollFirst();
    }

    @Override
    public @Nullable E pollLast() {
        Kept.check(sealed);
        return super.pollLast();
    }

    @Override
    public Iterator<E> iterator() {
        return sealed ? new KeptIterator<>(super.iterator()) : super.iterator();
    }

    @Override
    public Iterator<E> descendingIterator() {
        return sealed ? new KeptIterator<>(super.descendingIterator()) : super.descendingIterator();
    }

    @Override
    public NavigableSet<E> descendingSet() {
        return sealed ? Collections.unmodifiableNavigableSet(super.descendingSet()) : super.descendingSet();
    }

    @Override
    public NavigableSet<E> subSet(E from, boolean withFrom, E to, boolean withTo) {
        return sealed
                ? Collections.unmodifiableNavigableSet(super.subSet(from, withFrom, to, withTo))
                : super.subSet(from, withFrom, to, withTo);
    }

    @Override
    public NavigableSet<E> headSet(E to, boolean withTo) {
        return sealed ? Collections.unmodifiableNavigableSet(super.headSet(to, withTo)) : super.headSet(to, withTo);
    }

    @Override
    public NavigableSet<E> tailSet(E from, boolean withFrom) {
        return sealed
                ? Collections.unmodifiableNavigableSet(super.tailSet(from, withFrom))
                : super.tailSet(from, withFrom);
    }
}
