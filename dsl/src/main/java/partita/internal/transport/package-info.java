/** Sockets between a notebook and its workers: one owner thread each, encrypted. */
@NullMarked
package partita.internal.transport;

import org.jspecify.annotations.NullMarked;
