/** Lines of a cell that are no Java: {@code %jars}, {@code %classpath} and their kin. */
@NullMarked
package partita.kernel.magic;

import org.jspecify.annotations.NullMarked;
