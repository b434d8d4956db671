/** Server state of what processes share: queues, locks and values, in the JVM that made them. */
@NullMarked
package partita.internal.broker;

import org.jspecify.annotations.NullMarked;
