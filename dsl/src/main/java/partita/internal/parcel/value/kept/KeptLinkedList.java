package partita.internal.parcel.value.kept;

import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedList;
import java.util.List;
import java.util.ListIterator;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A copy that cannot be changed. */
@SuppressWarnings("NullAway") // as the JDK's own declares it
public final class KeptLinkedList<E extends @Nullable Object> extends LinkedList<E> implements Kept {
    private static final long serialVersionUID = 1;
    private boolean sealed;

    /** Makes one that can be filled. */
    public KeptLinkedList() {}

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
    public E set(int index, E item) {
        Kept.check(sealed);
        return super.set(index, item);
    }

    @Override
    public void add(int index, E item) {
        Kept.check(sealed);
        super.add(index, item);
    }

    @Override
    public E remove(int index) {
        Kept.check(sealed);
        return super.remove(index);
    }

    @Override
    public boolean addAll(int index, Collection<? extends E> all) {
        Kept.check(sealed);
        return super.addAll(index, all);
    }

    @Override
    public void replaceAll(UnaryOperator<E> f) {
        Kept.check(sealed);
        super.replaceAll(f);
    }

    @Override
    public void sort(@Nullable Comparator<? super E> by) {
        Kept.check(sealed);
        super.sort(by);
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
    public ListIterator<E> listIterator(int index) {
        return sealed ? new KeptListIterator<>(super.listIterator(index)) : super.listIterator(index);
    }

    @Override
    public List<E> subList(int from, int to) {
        return sealed ? Collections.unmodifiableList(super.subList(from, to)) : super.subList(from, to);
    }

    @Override
    public ListIterator<E> listIterator() {
        return sealed ? new KeptListIterator<>(super.listIterator()) : super.listIterator();
    }

    @Override
    public Iterator<E> descendingIterator() {
        return sealed ? new KeptIterator<>(super.descendingIterator()) : super.descendingIterator();
    }
}
