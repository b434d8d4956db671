/** A lambda, the classes it reaches and the notebook variables it reads, to bytes and back. */
@NullMarked
package partita.internal.parcel;

import org.jspecify.annotations.NullMarked;
