/** From a value to what a notebook shows of it: text, tables, pictures. */
@NullMarked
package partita.kernel.display;

import org.jspecify.annotations.NullMarked;
