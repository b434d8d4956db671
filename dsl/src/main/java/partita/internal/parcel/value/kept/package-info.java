/** The JDK's collections as copies that cannot be changed, each of the class that it is a copy of. */
@NullMarked
package partita.internal.parcel.value.kept;

import org.jspecify.annotations.NullMarked;
