package partita.internal.shared;

import java.util.AbstractSet;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import partita.api.SharedSet;
import partita.internal.broker.Outcome;
import partita.internal.broker.Port;
import partita.internal.broker.Verb;
import partita.internal.parcel.value.Travels;

/** A set as users hold it. */
final class SetProxy<E> extends AbstractSet<E> implements SharedSet<E>, Travels {
    private final Access access;

    SetProxy(Port port, long id, Mail mail) {
        access = new Access(port, id, mail, Passport.Type.SET, 0);
    }

    @Override
    public Passport ticket() {
        return access.ticket();
    }

    private boolean is(Verb verb, Collection<?> items) {
        for (Object item : items) {
            Objects.requireNonNull(item, "item=null: no shared set holds it");
        }
        return access.call(verb, 0, access.packAll("the item", items)).outcome() == Outcome.DONE;
    }

    private static List<?> one(@Nullable Object item) {
        return List.of(Objects.requireNonNull(item, "item=null: no shared set holds it"));
    }

    @Override
    public int size() {
        return (int) access.call(Verb.SIZE).number();
    }

    @Override
    public boolean contains(@Nullable Object item) {
        return is(Verb.HAS_ALL, one(item));
    }

    @Override
    public boolean containsAll(Collection<?> items) {
        return is(Verb.HAS_ALL, items);
    }

    @Override
    public boolean add(E item) {
        return is(Verb.PUT_ALL, one(item));
    }

    @Override
    public boolean addAll(Collection<? extends E> items) {
        return is(Verb.PUT_ALL, items);
    }

    @Override
    public boolean remove(@Nullable Object item) {
        return is(Verb.REMOVE_ALL, one(item));
    }

    @Override
    public boolean removeAll(Collection<?> items) {
        return is(Verb.REMOVE_ALL, items);
    }

    @Override
    public boolean retainAll(Collection<?> items) {
        return is(Verb.RETAIN_ALL, items);
    }

    @Override
    public boolean removeIf(Predicate<? super E> f) {
        return access.run(Verb.REMOVE_WHERE, 0, Objects.requireNonNull(f, "function=null"), List.of())
                        .outcome()
                == Outcome.DONE;
    }

    @Override
    public void clear() {
        access.call(Verb.CLEAR);
    }

    @Override
    public Set<E> toSet() {
        return new LinkedHashSet<>(access.<E>unpackAll(access.call(Verb.ALL)));
    }

    @Override
    public Iterator<E> iterator() {
        return new LateIterator<>(() -> toSet().iterator(), this::remove);
    }

    @Override
    public Spliterator<E> spliterator() {
        return Spliterators.spliterator(toSet(), Spliterator.DISTINCT);
    }

    @Override
    public Object[] toArray() {
        return toSet().toArray();
    }

    @Override
    public <T> T[] toArray(T[] a) {
        return toSet().toArray(a);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return (other instanceof SetProxy<?> s && s.access.equals(access))
                || (other instanceof Set<?> && toSet().equals(other));
    }

    @Override
    public int hashCode() {
        return toSet().hashCode();
    }

    @Override
    public String toString() {
        return Shown.of(access, this::toSet);
    }
}
