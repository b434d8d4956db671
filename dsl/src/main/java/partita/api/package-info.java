/** The contracts that users hold: results, processes, pools and the errors of Partita. */
@NullMarked
package partita.api;

import org.jspecify.annotations.NullMarked;
