/** Jupyter messages: records, JSON and signatures; no input or output. */
@NullMarked
package partita.kernel.message;

import org.jspecify.annotations.NullMarked;
