/** How a worker JVM is started: its command line, its class path and its end. */
@NullMarked
package partita.internal.launch;

import org.jspecify.annotations.NullMarked;
