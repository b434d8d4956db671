package partita.internal.parcel.code;

import java.util.Collections;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import partita.spi.ClassSource;

/** Keeps what was read of each class of a loader. A name is no version: bytes are compared each time. */
final class UnitCache {
    private static final Map<ClassLoader, UnitCache> CACHES = Collections.synchronizedMap(new WeakHashMap<>());

    private final ClassLoaderReference loader;
    private final Map<String, Unit> units = new ConcurrentHashMap<>();

    private UnitCache(ClassLoader loader) {
        this.loader = new ClassLoaderReference(loader);
    }

    static UnitCache of(ClassLoader loader) {
        return CACHES.computeIfAbsent(loader, UnitCache::new);
    }

    @Nullable
    Unit get(String className, ClassSource source) {
        ClassLoader from = loader.get();
        byte[] bytes = from == null ? null : source.bytes(className, from);
        if (bytes == null) {
            return null;
        }
        Unit known = units.get(className);
        if (known != null && known.hasBytes(bytes)) {
            return known;
        }
        var unit = new Unit(className, bytes, source::typed);
        units.put(className, unit);
        return unit;
    }

    /** The value of a weak map must not hold its key. */
    private static final class ClassLoaderReference extends java.lang.ref.WeakReference<ClassLoader> {
        ClassLoaderReference(ClassLoader loader) {
            super(loader);
        }
    }
}
