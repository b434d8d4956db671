/** Workers of other machines, which connect by themselves; and an engine that has such beside its own. */
@NullMarked
package partita.internal.remote;

import org.jspecify.annotations.NullMarked;
