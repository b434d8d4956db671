/** Messages between a notebook and its workers, and their frames. No I/O. */
@NullMarked
package partita.internal.wire;

import org.jspecify.annotations.NullMarked;
