package partita.spi;

import org.jspecify.annotations.Nullable;

/** A class loader that has class files at hand, so that they need not be copied each time somebody looks. */
public interface ClassFiles {
    /**
     * The newest bytes of a class of this loader's own.
     *
     * @param className its binary name
     * @return the same array until the class is another; null if this loader does not have it. Not to be changed
     */
    byte @Nullable [] classFile(String className);
}
