package partita.internal.parcel.code;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.WeakHashMap;
import org.jspecify.annotations.Nullable;
import partita.spi.ClassSource;

/** Keeps what was read of each class of a loader. A name is no version: bytes are compared each time. */
final class UnitCache {
    private static final Map<ClassLoader, UnitCache> CACHES = Collections.synchronizedMap(new WeakHashMap<>());

    /** Names are never forgotten by a notebook in which much is defined again. */
    private static final int KEPT = 2000;

    private final ClassLoaderReference loader;
    private final Map<String, Unit> units = Collections.synchronizedMap(new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Unit> eldest) {
            return size() > KEPT;
        }
    });

    private UnitCache(ClassLoader loader) {
        this.loader = new ClassLoaderReference(loader);
    }

    static UnitCache of(ClassLoader loader) {
        return CACHES.computeIfAbsent(loader, UnitCache::new);
    }

    /** A class's bytes as they are now; null if it is not there. */
    byte @Nullable [] bytes(String className, ClassSource source) {
        ClassLoader from = loader.get();
        return from == null ? null : source.bytes(className, from);
    }

    @Nullable
    Unit get(String className, ClassSource source) {
        byte[] bytes = bytes(className, source);
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
