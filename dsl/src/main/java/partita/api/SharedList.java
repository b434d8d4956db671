package partita.api;

import java.util.List;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import partita.function.Fn;
import partita.function.SerialOperator;
import partita.function.SerialPredicate;

/**
 * A list that processes share, kept by a manager. Each method is one step; {@code sort}, {@code replaceAll}, {@code
 * removeIf} and {@code update} run in the manager, all or nothing. Several calls are several steps: for {@code if (size
 * > 0) remove(0)} use {@link #removeFirst}, which throws NoSuchElementException where there is nothing.
 *
 * <p>What is got is a copy, of which lists, sets and maps cannot be changed; see {@link SharedDict}, also for what all
 * methods throw. Iterators and streams show the list as it was when they were first asked.
 *
 * @param <E> the items' type
 */
public interface SharedList<E extends @Nullable Object> extends List<E> {
    /**
     * Changes an item.
     *
     * @param index where
     * @param f makes the new item; runs in the manager
     * @return the new item
     * @throws IndexOutOfBoundsException if there is none
     */
    E update(int index, Fn<? super E, ? extends E> f);

    /**
     * A copy of all, at one moment.
     *
     * @return an ordinary list
     */
    List<E> toList();

    @Override
    void replaceAll(UnaryOperator<E> f);

    /**
     * As in every list; a lambda that is given here can travel.
     *
     * @param f makes the new item
     */
    default void replaceAll(SerialOperator<E> f) {
        replaceAll((UnaryOperator<E>) f);
    }

    @Override
    boolean removeIf(Predicate<? super E> f);

    /**
     * As in every collection; a lambda that is given here can travel.
     *
     * @param f tells what is to go
     * @return whether any went
     */
    default boolean removeIf(SerialPredicate<? super E> f) {
        return removeIf((Predicate<? super E>) f);
    }
}
