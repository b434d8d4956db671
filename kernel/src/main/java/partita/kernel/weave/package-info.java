/** Stop checks and tamed exits, woven into the kernel's own copy of notebook classes; what ships stays as it was compiled. */
@NullMarked
package partita.kernel.weave;

import org.jspecify.annotations.NullMarked;
