package partita.internal.pool;

import java.net.URL;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import partita.spi.ClassSource;

/**
 * Classes of a program that was started from its source ({@code java Program.java}, JEP 330): they are in no file
 * that a worker could read, so they travel as a notebook's do. Everything else is on the class path of both sides.
 */
final class SourceFileClasses implements ClassSource {
    /** What the source launcher's class loader puts before the address of a class that it compiled. */
    private static final String PROTOCOL = "sourcelauncher";

    private final Map<String, Boolean> known = new ConcurrentHashMap<>();

    @Override
    public boolean typed(String className) {
        return ClassSource.super.typed(className) || known.computeIfAbsent(className, SourceFileClasses::compiledHere);
    }

    private static boolean compiledHere(String className) {
        // the launcher makes its loader the main thread's; other threads inherit it
        ClassLoader loader = Thread.currentThread().getContextClassLoader();
        URL address = loader == null ? null : loader.getResource(className.replace('.', '/') + ".class");
        return address != null && address.getProtocol().startsWith(PROTOCOL);
    }
}
