package partita.internal.parcel;

import java.io.File;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import partita.internal.parcel.value.Blobs;
import partita.internal.parcel.value.GraphReader;
import partita.internal.parcel.value.Values;
import partita.internal.parcel.value.Watcher;

/** A bundle brought to life: its classes in a loader of their own, its variables set, its function rebuilt. */
final class Loaded {
    private static final Map<List<String>, ClassLoader> JARS = new ConcurrentHashMap<>();

    private final ClassLoader loader;
    private final Object function;
    private final Values values;
    private final boolean reusable;
    private final Tripwire tripwire;

    private Loaded(ClassLoader loader, Object function, Parts parts) throws ReflectiveOperationException {
        this.loader = loader;
        this.function = function;
        this.reusable = parts.reusable();
        this.values = new Values(loader, Watcher.NONE);
        this.tripwire = new Tripwire(new Values(loader, Watcher.NONE));
        if (!reusable) {
            tripwire.watch("", () -> function);
            for (Parts.Variable variable : parts.variables()) {
                tripwire.watch(variable.label(), () -> variable.get(loader));
            }
        }
    }

    static Loaded load(byte[] bundle, Blobs blobs) throws ReflectiveOperationException {
        Parts parts = Parts.unpack(bundle);
        ClassLoader parent = JARS.computeIfAbsent(parts.classPath(), Loaded::jars);
        var loader = new BundleLoader(parent, parts.classes());
        var plainValues = parts.plain().isEmpty()
                ? null
                : (Object[]) new Values(loader, Watcher.NONE, blobs).read(parts.plainValues());
        for (int i = 0; i < parts.plain().size(); i++) {
            parts.plain().get(i).set(loader, plainValues == null ? null : plainValues[i]);
        }
        var graph = new GraphReader(loader, parts.graph(), blobs);
        Object function = graph.next();
        for (Parts.Variable variable : parts.variables()) {
            variable.set(loader, graph.next());
        }
        if (function == null) {
            throw new IllegalArgumentException("a bundle without a function");
        }
        return new Loaded(loader, function, parts);
    }

    private static ClassLoader jars(List<String> classPath) {
        ClassLoader own = Loaded.class.getClassLoader();
        return classPath.isEmpty()
                ? own
                : new URLClassLoader(classPath.stream().map(Loaded::url).toArray(URL[]::new), own);
    }

    private static URL url(String entry) {
        try {
            return entry.contains(":/")
                    ? URI.create(entry).toURL()
                    : Path.of(entry).toUri().toURL();
        } catch (MalformedURLException e) {
            throw new IllegalArgumentException("not a path or URL: class path entry=" + entry + File.pathSeparator, e);
        }
    }

    ClassLoader loader() {
        return loader;
    }

    Object function() {
        return function;
    }

    Values values() {
        return values;
    }

    /** Tells of variables that were changed in place. */
    Tripwire tripwire() {
        return tripwire;
    }

    /** Whether another run may use it too. */
    boolean reusable() {
        return reusable;
    }
}
