/** The kernel's entry point: {@code Main} reads a connection file and serves it. */
@NullMarked
package partita.kernel;

import org.jspecify.annotations.NullMarked;
