/** Writes the kernelspec that lets Jupyter find this kernel. */
@NullMarked
package partita.kernel.install;

import org.jspecify.annotations.NullMarked;
