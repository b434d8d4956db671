package partita.kernel.repl;

import org.jspecify.annotations.Nullable;

/**
 * How a cell ended.
 *
 * @param failure why it failed, or null if it ran to its end
 */
public record Outcome(@Nullable Failure failure) {}
