/** What the DSL asks of its notebook, answered by the live kernel. */
@NullMarked
package partita.kernel.bridge;

import org.jspecify.annotations.NullMarked;
