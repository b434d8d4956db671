/** Class files: what typed code reaches, cut to what is needed, with every lambda made serialisable. */
@NullMarked
package partita.internal.parcel.code;

import org.jspecify.annotations.NullMarked;
