/** The local engine: worker JVMs of this machine behind {@link partita.spi.Engine}. */
@NullMarked
package partita.internal.local;

import org.jspecify.annotations.NullMarked;
