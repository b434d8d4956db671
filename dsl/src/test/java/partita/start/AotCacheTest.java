package partita.start;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.MethodModel;
import java.lang.classfile.MethodTransform;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import partita.Par;
import partita.testing.ClassFiles;

/** The cache of classes of a program that runs from jars, as notebooks' kernels do, and a folder behind them. */
class AotCacheTest {
    private static final String MAIN = "partita/internal/worker/WorkerMain.class";

    @TempDir
    Path folder;

    @Test
    @Timeout(240)
    void start_fromJars_usesACacheAndNeverOldCode() throws Exception {
        Path partita = folder.resolve("partita.jar");
        jar(partita, false);
        Path cache = folder.resolve("cache/partita");
        Path log = folder.resolve("first.log");
        String first = run(log.toString(), cache.toString());
        assertEquals("the child ran\n", first);
        assertEquals("shared objects file", source(log), () -> "log=" + log);
        List<String> made = caches(cache);
        assertEquals(1, made.size(), made::toString);

        jar(partita, true);
        Path secondLog = folder.resolve("second.log");
        String second = run(secondLog.toString());
        assertEquals("rebuilt\nthe child ran\n", second);
        assertFalse(source(secondLog).contains("shared"), () -> "log=" + secondLog);
        assertEquals(made, caches(cache));
    }

    @Test
    @Timeout(120)
    void start_cacheFolderCannotBeUsed_startsWithoutAndSaysSo() throws Exception {
        jar(folder.resolve("partita.jar"), false);
        Files.writeString(folder.resolve("cache"), "a file where a folder should be");
        String said = run(folder.resolve("log").toString());
        assertTrue(said.endsWith("the child ran\n"), said);
        assertTrue(said.contains("without a cache of classes"), said);
    }

    private static List<String> caches(Path cache) throws IOException {
        try (Stream<Path> files = Files.list(cache)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> !name.equals("lock") && !name.contains("unfinished"))
                    .toList();
        }
    }

    private static String source(Path log) throws IOException {
        return Files.readAllLines(log).stream()
                .filter(line -> line.contains("partita.internal.worker.WorkerMain source: "))
                .map(line -> line.substring(line.indexOf("source: ") + "source: ".length()))
                .findFirst()
                .orElseThrow();
    }

    private String run(String... args) throws Exception {
        List<String> line = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-cp",
                classPath(),
                AotProgram.class.getName()));
        line.addAll(List.of(args));
        ProcessBuilder builder = new ProcessBuilder(line).redirectErrorStream(true);
        builder.environment().put("XDG_CACHE_HOME", folder.resolve("cache").toString());
        Process process = builder.start();
        String said = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertEquals(0, process.waitFor(), said);
        return said;
    }

    private String classPath() throws Exception {
        List<String> entries =
                new ArrayList<>(List.of(folder.resolve("partita.jar").toString()));
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            if (Stream.of("kryo5", "jeromq", "jnacl", "jspecify", "awaitility", "hamcrest")
                    .anyMatch(library -> Path.of(entry).getFileName().toString().startsWith(library))) {
                entries.add(entry);
            }
        }
        entries.add(ClassFiles.placeOf(AotProgram.class).toString());
        return String.join(File.pathSeparator, entries);
    }

    private static void jar(Path jar, boolean changed) throws Exception {
        ClassFiles.in(ClassFiles.placeOf(Par.class), classes -> fill(jar, classes, changed));
    }

    private static void fill(Path jar, Path classes, boolean changed) throws IOException {
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream out = new JarOutputStream(file);
                Stream<Path> files = Files.walk(classes)) {
            for (Path entry : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
                String name = classes.relativize(entry).toString();
                byte[] bytes = Files.readAllBytes(entry);
                out.putNextEntry(new JarEntry(name));
                out.write(changed && name.equals(MAIN) ? rebuilt(bytes) : bytes);
                out.closeEntry();
            }
        }
    }

    /** The main class, that now says so first: it is one that the cache holds. */
    private static byte[] rebuilt(byte[] main) {
        ClassFile classFile = ClassFile.of();
        return classFile.transformClass(
                classFile.parse(main),
                ClassTransform.transformingMethods(
                        AotCacheTest::isMain, MethodTransform.transformingCode(new java.lang.classfile.CodeTransform() {
                            @Override
                            public void atStart(CodeBuilder builder) {
                                ClassDesc stream = ClassDesc.of("java.io.PrintStream");
                                builder.getstatic(ClassDesc.of("java.lang.System"), "out", stream)
                                        .ldc("rebuilt")
                                        .invokevirtual(
                                                stream,
                                                "println",
                                                MethodTypeDesc.of(ConstantDescs.CD_void, ConstantDescs.CD_String));
                            }

                            @Override
                            public void accept(CodeBuilder builder, java.lang.classfile.CodeElement element) {
                                builder.with(element);
                            }
                        })));
    }

    private static boolean isMain(MethodModel method) {
        return method.methodName().equalsString("main")
                && method.methodTypeSymbol().parameterType(0).isArray();
    }
}
