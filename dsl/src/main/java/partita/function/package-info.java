/** Lambda types that are serialisable and may throw checked exceptions. */
@NullMarked
package partita.function;

import org.jspecify.annotations.NullMarked;
