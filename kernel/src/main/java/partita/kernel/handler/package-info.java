/** Answers to Jupyter's requests, one class a request type. */
@NullMarked
package partita.kernel.handler;

import org.jspecify.annotations.NullMarked;
