package partita.internal.shared;

import java.lang.StackWalker.StackFrame;
import java.security.CodeSource;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Where in the user's code a thread is. */
final class Whereabouts {
    private static final StackTraceElement UNKNOWN = new StackTraceElement("code", "unknown", null, -1);
    private static final StackWalker WALKER = StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE);
    private static final @Nullable CodeSource OURS =
            Whereabouts.class.getProtectionDomain().getCodeSource();

    private Whereabouts() {}

    /** The innermost frame of the calling thread that is neither the JDK's nor ours. */
    static StackTraceElement here() {
        return WALKER.walk(frames -> frames.filter(Whereabouts::users)
                .map(StackFrame::toStackTraceElement)
                .findFirst()
                .orElse(UNKNOWN));
    }

    private static boolean users(StackFrame frame) {
        Class<?> type = frame.getDeclaringClass();
        return type.getClassLoader() != null
                && !Objects.equals(type.getProtectionDomain().getCodeSource(), OURS);
    }
}
