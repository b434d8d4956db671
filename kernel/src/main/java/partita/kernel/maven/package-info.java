/** Jars by Maven coordinates, found where the user's own Maven would find them; alone imports Maven's resolver. */
@NullMarked
package partita.kernel.maven;

import org.jspecify.annotations.NullMarked;
