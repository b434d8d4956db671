package partita.internal.parcel.value.kept;

import java.util.Collection;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.SequencedSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** A copy that cannot be changed. */
@SuppressWarnings("NullAway") // as the JDK's own declares it
public final class KeptLinkedHashSet<E extends @Nullable Object> extends LinkedHashSet<E> implements Kept {
    private static final long serialVersionUID = 1;
    private boolean sealed;

    /** Makes one that can be filled. */
    public KeptLinkedHashSet() {}

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
    public Iterator<E> iterator() {
        return sealed ? new KeptIterator<>(super.iterator()) : super.iterator();
    }

    @Override
    public SequencedSet<E> reversed() {
        return sealed ? Collections.unmodifiableSequencedSet(super.reversed()) : super.reversed();
    }
}
