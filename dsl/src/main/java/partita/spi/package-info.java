/** Seams that others fill: engines, notebooks and their displays. JDK types only. */
@NullMarked
package partita.spi;

import org.jspecify.annotations.NullMarked;
