/** Values and lambdas to bytes and back, by Kryo; what cannot travel is refused by name. */
@NullMarked
package partita.internal.parcel.value;

import org.jspecify.annotations.NullMarked;
