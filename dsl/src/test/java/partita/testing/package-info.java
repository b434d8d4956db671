/**
 * What every test of the house stands on: which of CPython's behaviours a test shows, a watchdog that explains a hang,
 * and a check that no test leaves processes or files behind. All of it registers itself.
 */
@NullMarked
package partita.testing;

import org.jspecify.annotations.NullMarked;
