package partita.internal.shared;

import java.util.AbstractList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.RandomAccess;
import java.util.Spliterator;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import partita.api.SharedList;
import partita.function.Fn;
import partita.internal.broker.Outcome;
import partita.internal.broker.Port;
import partita.internal.broker.Reply;
import partita.internal.broker.Verb;
import partita.internal.parcel.value.Travels;

/** A list as users hold it. */
final class ListProxy<E extends @Nullable Object> extends AbstractList<E>
        implements SharedList<E>, RandomAccess, Travels {
    private static final int AT_THE_END = -1;

    private final Access access;

    ListProxy(Port port, long id, Mail mail) {
        access = new Access(port, id, mail, Passport.Type.LIST, 0);
    }

    @Override
    public Passport ticket() {
        return access.ticket();
    }

    private byte[] pack(@Nullable Object item) {
        return access.pack("the item", item);
    }

    @Override
    public int size() {
        return (int) access.call(Verb.SIZE).number();
    }

    private int index(int index) {
        if (index < 0) {
            throw new IndexOutOfBoundsException("index=" + index + ": give 0 or more");
        }
        return index;
    }

    @Override
    public E get(int index) {
        return access.unpack(access.call(Verb.GET, index(index), List.of()).payload());
    }

    @Override
    public E set(int index, E item) {
        return access.unpack(
                access.call(Verb.PUT, index(index), List.of(pack(item))).payload());
    }

    @Override
    public boolean add(E item) {
        access.call(Verb.PUT_ALL, AT_THE_END, List.of(pack(item)));
        return true;
    }

    @Override
    public void add(int index, E item) {
        access.call(Verb.PUT_ALL, index(index), List.of(pack(item)));
    }

    @Override
    public boolean addAll(Collection<? extends E> all) {
        access.call(Verb.PUT_ALL, AT_THE_END, access.packAll("the item", all));
        return !all.isEmpty();
    }

    @Override
    public boolean addAll(int index, Collection<? extends E> all) {
        access.call(Verb.PUT_ALL, index(index), access.packAll("the item", all));
        return !all.isEmpty();
    }

    @Override
    public E remove(int index) {
        return access.unpack(
                access.call(Verb.REMOVE_AT, index(index), List.of()).payload());
    }

    @Override
    public E removeFirst() {
        try {
            return remove(0);
        } catch (IndexOutOfBoundsException _) {
            throw empty();
        }
    }

    @Override
    public E removeLast() {
        Reply reply = access.call(Verb.POP);
        if (reply.outcome() != Outcome.DONE) {
            throw empty();
        }
        return access.unpack(reply.payload());
    }

    private NoSuchElementException empty() {
        return new NoSuchElementException(access.label() + " is empty");
    }

    @Override
    public boolean remove(@Nullable Object item) {
        return access.call(Verb.REMOVE, pack(item)).outcome() == Outcome.DONE;
    }

    @Override
    public boolean contains(@Nullable Object item) {
        return indexOf(item) >= 0;
    }

    @Override
    public int indexOf(@Nullable Object item) {
        return (int) access.call(Verb.HAS_VALUE, pack(item)).number();
    }

    @Override
    public int lastIndexOf(@Nullable Object item) {
        return (int) access.call(Verb.LAST_INDEX, pack(item)).number();
    }

    @Override
    public void clear() {
        access.call(Verb.CLEAR);
    }

    @Override
    public E update(int index, Fn<? super E, ? extends E> f) {
        return access.unpack(
                access.run(Verb.UPDATE, index(index), Objects.requireNonNull(f, "function=null"), List.of())
                        .payload());
    }

    @Override
    public void replaceAll(UnaryOperator<E> f) {
        access.run(Verb.REPLACE_ALL, 0, Objects.requireNonNull(f, "function=null"), List.of());
    }

    @Override
    public boolean removeIf(Predicate<? super E> f) {
        return access.run(Verb.REMOVE_WHERE, 0, Objects.requireNonNull(f, "function=null"), List.of())
                        .outcome()
                == Outcome.DONE;
    }

    @Override
    public boolean removeAll(Collection<?> all) {
        List<?> gone = List.copyOf(all);
        boolean any = false;
        for (Object item : gone) {
            while (remove(item)) {
                any = true;
            }
        }
        return any;
    }

    @Override
    public void sort(@Nullable Comparator<? super E> by) {
        if (by == null || by.equals(Comparator.naturalOrder())) {
            access.call(Verb.SORT);
        } else {
            access.run(Verb.SORT, 0, by, List.of());
        }
    }

    @Override
    public List<E> toList() {
        return access.unpackAll(access.call(Verb.ALL));
    }

    @Override
    public Iterator<E> iterator() {
        return new LateIterator<>(() -> toList().iterator(), null);
    }

    @Override
    public Spliterator<E> spliterator() {
        return Collections.unmodifiableList(toList()).spliterator();
    }

    @Override
    public void forEach(Consumer<? super E> action) {
        toList().forEach(action);
    }

    @Override
    public Object[] toArray() {
        return toList().toArray();
    }

    @Override
    public <T> T[] toArray(IntFunction<T[]> generator) {
        return toList().toArray(generator);
    }

    @Override
    public <T> T[] toArray(T[] a) {
        return toList().toArray(a);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return (other instanceof ListProxy<?> l && l.access.equals(access))
                || (other instanceof List<?> && toList().equals(other));
    }

    @Override
    public int hashCode() {
        return toList().hashCode();
    }

    @Override
    public String toString() {
        return Shown.of(access, this::toList);
    }
}
