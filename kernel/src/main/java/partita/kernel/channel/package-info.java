/** The five sockets of a Jupyter kernel and the one thread that owns them; the only importer of ZeroMQ. */
@NullMarked
package partita.kernel.channel;

import org.jspecify.annotations.NullMarked;
