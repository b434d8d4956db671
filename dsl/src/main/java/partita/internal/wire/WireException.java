package partita.internal.wire;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/** Frames that are no message. */
public final class WireException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    WireException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
