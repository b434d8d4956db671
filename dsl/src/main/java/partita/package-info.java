/** The entry point: {@link partita.Par}, which composes everything else. Nothing imports this package. */
@NullMarked
package partita;

import org.jspecify.annotations.NullMarked;
