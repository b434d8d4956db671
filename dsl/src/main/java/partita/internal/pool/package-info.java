/** Jobs: items become work for an engine, and what comes back becomes results. */
@NullMarked
package partita.internal.pool;

import org.jspecify.annotations.NullMarked;
