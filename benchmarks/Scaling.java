import static partita.Par.par;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import partita.api.Pool;
import partita.function.Fn;
import partita.spi.ClassFiles;

/** Operations that grow: more items for more workers, and lambdas that reach more and more classes of a notebook. */
final class Scaling {
    private static int made;
    private static Pool pool;

    private Scaling() {}

    static void add(Map<String, Peer.Operation> all) {
        for (int workers : new int[] {1, 2, 4, 8}) {
            all.put("scaling-workers-" + workers, () -> begin(workers));
        }
        for (int items = 1_000; items <= 10_000_000; items *= 10) {
            int count = items;
            all.put("scaling-items-" + items, () -> pool.map(par.range(0, count), x -> x + 1).size());
        }
        for (int classes = 10; classes <= 1_000; classes *= 10) {
            all.put("scaling-classes-" + classes, new Reaching(classes));
        }
    }

    /** From now on there are so many workers; all of them have started. */
    private static int begin(int workers) {
        if (pool != null) {
            pool.close();
            pool.join();
        }
        pool = par.pool(workers);
        pool.broadcast(() -> {});
        return workers;
    }

    /** The first map of a lambda through whose code so many classes are reached, of which the workers know none. */
    private static final class Reaching implements Peer.Prepared {
        private final int classes;
        private Fn<Integer, Integer> function = x -> x;

        Reaching(int classes) {
            this.classes = classes;
        }

        @Override
        @SuppressWarnings("unchecked") // it is compiled as what it is
        public void prepare() throws Exception {
            function = (Fn<Integer, Integer>) new Typed(classes)
                    .loadClass("REPL.Root")
                    .getMethod("function")
                    .invoke(null);
        }

        @Override
        public Object run() {
            return par.map(par.range(0, 4), function).getLast();
        }
    }

    /** Classes as the prompt would compile them, in its package, each of which calls the one before it. */
    private static final class Typed extends ClassLoader implements ClassFiles {
        private final Map<String, byte[]> files = new HashMap<>();

        Typed(int classes) throws IOException {
            super(Scaling.class.getClassLoader());
            List<JavaFileObject> sources = new ArrayList<>();
            int salt = ++made; // else the workers would know them from the last time
            sources.add(source("C0", "public class C0 { static int f(int x) { return x - " + salt + " + " + salt + "; } }"));
            for (int i = 1; i < classes; i++) {
                sources.add(source("C" + i, "public class C" + i + " { static int f(int x) { int own = " + salt
                        + "; return C" + (i - 1) + ".f(x) + own - own; } }"));
            }
            sources.add(source("Root", "public class Root { public static partita.function.Fn<Integer, Integer> function()"
                    + " { return x -> C" + (classes - 1) + ".f(x); } }"));
            Path folder = Files.createTempDirectory("scaling");
            JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
            var problems = new DiagnosticCollector<JavaFileObject>();
            List<String> options = List.of("-d", folder.toString(), "-cp", System.getProperty("java.class.path"));
            if (!compiler.getTask(null, null, problems, options, null, sources).call()) {
                throw new IllegalStateException("not compiled: " + problems.getDiagnostics());
            }
            try (var compiled = Files.list(folder.resolve("REPL"))) {
                for (Path file : compiled.toList()) {
                    String name = file.getFileName().toString().replace(".class", "");
                    files.put("REPL." + name, Files.readAllBytes(file));
                    Files.delete(file);
                }
            }
            Files.delete(folder.resolve("REPL"));
            Files.delete(folder);
        }

        private static JavaFileObject source(String name, String text) {
            URI at = URI.create("string:///REPL/" + name + ".java");
            return new SimpleJavaFileObject(at, JavaFileObject.Kind.SOURCE) {
                @Override
                public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                    return "package REPL; " + text;
                }
            };
        }

        @Override
        protected Class<?> findClass(String name) throws ClassNotFoundException {
            byte[] bytes = files.get(name);
            if (bytes == null) {
                throw new ClassNotFoundException(name);
            }
            return defineClass(name, bytes, 0, bytes.length);
        }

        @Override
        public byte[] classFile(String className) {
            return files.get(className);
        }
    }
}
