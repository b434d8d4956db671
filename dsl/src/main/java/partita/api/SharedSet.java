package partita.api;

import java.util.Set;
import java.util.function.Predicate;
import partita.function.SerialPredicate;

/**
 * A set that processes share, kept by a manager. Each method is one step, also those of whole collections; {@code
 * removeIf} runs in the manager. Items keep the order in which they came. See {@link SharedDict} for copies, and for
 * what all methods throw.
 *
 * @param <E> the items' type, whose {@code equals} and {@code hashCode} are asked in the manager
 */
public interface SharedSet<E> extends Set<E> {
    /**
     * A copy of all, at one moment.
     *
     * @return an ordinary set, in the shared one's order
     */
    Set<E> toSet();

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
