/** Memory that processes of this machine share: mapped files, atomic access, and waiting for a change. */
@NullMarked
package partita.internal.memory;

import org.jspecify.annotations.NullMarked;
