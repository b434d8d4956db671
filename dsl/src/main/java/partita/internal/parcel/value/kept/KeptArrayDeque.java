package partita.internal.parcel.value.kept;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Iterator;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** A copy that cannot be changed. */
@SuppressWarnings("NullAway") // as the JDK's own declares it
public final class KeptArrayDeque<E extends @Nullable Object> extends ArrayDeque<E> implements Kept {
    private static final long serialVersionUID = 1;
    private boolean sealed;

    /** Makes one that can be filled. */
    public KeptArrayDeque() {}

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
    public void addFirst(E item) {
        Kept.check(sealed);
        super.addFirst(item);
    }

    @Override
    public void addLast(E item) {
        Kept.check(sealed);
        super.addLast(item);
    }

    @Override
    public E removeFirst() {
        Kept.check(sealed);
        return super.removeFirst();
    }

    @Override
    public E removeLast() {
        Kept.check(sealed);
        return super.removeLast();
    }

    @Override
    public boolean offer(E item) {
        Kept.check(sealed);
        return super.offer(item);
    }

    @Override
    public boolean offerFirst(E item) {
        Kept.check(sealed);
        return super.offerFirst(item);
    }

    @Override
    public boolean offerLast(E item) {
        Kept.check(sealed);
        return super.offerLast(item);
    }

    @Override
    public @Nullable E poll() {
        Kept.check(sealed);
        return super.poll();
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
    public void push(E item) {
        Kept.check(sealed);
        super.push(item);
    }

    @Override
    public E pop() {
        Kept.check(sealed);
        return super.pop();
    }

    @Override
    public E remove() {
        Kept.check(sealed);
        return super.remove();
    }

    @Override
    public boolean removeFirstOccurrence(@Nullable Object item) {
        Kept.check(sealed);
        return super.removeFirstOccurrence(item);
    }

    @Override
    public boolean removeLastOccurrence(@Nullable Object item) {
        Kept.check(sealed);
        return super.removeLastOccurrence(item);
    }

    @Override
    public Iterator<E> iterator() {
        return sealed ? new KeptIterator<>(super.iterator()) : super.iterator();
    }

    @Override
    public Iterator<E> descendingIterator() {
        return sealed ? new KeptIterator<>(super.descendingIterator()) : super.descendingIterator();
    }
}
