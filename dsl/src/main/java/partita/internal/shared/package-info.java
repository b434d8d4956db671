/** Proxies that users hold of what a broker keeps; they travel as addresses. */
@NullMarked
package partita.internal.shared;

import org.jspecify.annotations.NullMarked;
