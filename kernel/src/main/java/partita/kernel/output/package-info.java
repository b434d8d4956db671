/** Whose output is whose: text that a thread prints goes to the cell that started the thread. */
@NullMarked
package partita.kernel.output;

import org.jspecify.annotations.NullMarked;
