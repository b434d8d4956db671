package partita.internal.shared;

import java.util.function.Supplier;

/** Texts of collections. One inside another is named only: it may hold the other. */
final class Shown {
    private static final ThreadLocal<Boolean> INSIDE = ThreadLocal.withInitial(() -> false);

    private Shown() {}

    static String of(Access access, Supplier<?> content) {
        if (INSIDE.get()) {
            return access.label();
        }
        INSIDE.set(true);
        try {
            return String.valueOf(content.get());
        } finally {
            INSIDE.remove();
        }
    }
}
