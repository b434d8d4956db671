/** The worker JVM: its loop, its output capture and its end. */
@NullMarked
package partita.internal.worker;

import org.jspecify.annotations.NullMarked;
