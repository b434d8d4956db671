/** Java typed in cells: evaluation, class capture, completion, inspection; the only importer of jdk.jshell. */
@NullMarked
package partita.kernel.repl;

import org.jspecify.annotations.NullMarked;
