package partita.internal.broker;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Through which broker the values go that this thread packs or unpacks just now. An object of the same broker is then
 * named by its number alone: who reads it may know the broker by another address.
 */
public final class Nearby {
    private static final ThreadLocal<@Nullable Port> CURRENT = new ThreadLocal<>();

    private Nearby() {}

    /**
     * The broker.
     *
     * @return the way to it, or null outside
     */
    public static @Nullable Port current() {
        return CURRENT.get();
    }

    /**
     * Packs or unpacks.
     *
     * @param <T> the result's type
     * @param port the way to the broker; null for none
     * @param work what to do
     * @return its result
     */
    public static <T extends @Nullable Object> T with(@Nullable Port port, Supplier<T> work) {
        Port before = CURRENT.get();
        CURRENT.set(port);
        try {
            return work.get();
        } finally {
            CURRENT.set(before);
        }
    }
}
