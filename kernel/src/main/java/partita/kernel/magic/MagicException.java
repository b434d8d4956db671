package partita.kernel.magic;

import org.jspecify.annotations.Nullable;

/** A magic could not do what its line asks. */
public final class MagicException extends Exception {
    private final int line;

    MagicException(int line, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.line = line;
    }

    /**
     * Which line asked.
     *
     * @return its number within the cell, from 1
     */
    public int line() {
        return line;
    }
}
