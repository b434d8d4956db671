package partita.internal.parcel.code;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.MethodModel;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.net.URI;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The JDK's own classes have every instruction and every kind of constant that a compiler makes. */
class ReferenceScanTest {
    private static final Predicate<String> ALL = _ -> true;
    private static final Predicate<String> SOME = name -> name.startsWith("java.util.");

    @ParameterizedTest
    @ValueSource(
            strings = {"java.base/java/util", "java.base/java/lang", "java.base/sun/security/ssl", "java.base/java/math"
            })
    void references_ofTheJdksClasses_areThoseOfItsModel(String folder) throws IOException {
        List<Path> files = classFiles(folder);
        assertTrue(files.size() > 10, () -> "files=" + files.size());
        for (Path file : files) {
            byte[] bytes = Files.readAllBytes(file);
            compare(file, bytes, ALL);
            compare(file, bytes, SOME);
        }
    }

    /** As {@code größer} and a letter that Java's own encoding writes as two. */
    @Test
    void name_outsideAscii_isWhatWasTyped() {
        String method = "gr\u00f6\u00dfer\ud835\udc65";
        ClassDesc owner = ClassDesc.of("REPL.Ma\u00df");
        byte[] bytes = ClassFile.of()
                .build(
                        owner,
                        type -> type.withMethodBody(
                                "m", ConstantDescs.MTD_void, ClassFile.ACC_STATIC, code -> code.invokestatic(
                                                owner, method, ConstantDescs.MTD_void)
                                        .return_()));
        var layout = new Layout(bytes);
        References found = new ReferenceScan(layout, ALL).method(layout.methods[0]);
        assertEquals(Set.of(new Member("REPL.Ma\u00df", method, "()V")), found.calls());
    }

    private static void compare(Path file, byte[] bytes, Predicate<String> typed) {
        ClassModel model = ClassFile.of().parse(bytes);
        var expected = new ModelScan(typed);
        var layout = new Layout(bytes);
        var scan = new ReferenceScan(layout, typed);
        assertEquals(expected.declaration(model), scan.declaration(), file::toString);
        List<MethodModel> methods = model.methods();
        assertEquals(methods.size(), layout.methods.length);
        for (int i = 0; i < methods.size(); i++) {
            String name = methods.get(i).methodName().stringValue();
            assertEquals(name, layout.name(layout.methods[i]));
            assertEquals(
                    expected.method(methods.get(i)), scan.method(layout.methods[i]), () -> file + " method=" + name);
        }
    }

    private static List<Path> classFiles(String folder) throws IOException {
        Path root = FileSystems.getFileSystem(URI.create("jrt:/")).getPath("modules", folder);
        try (Stream<Path> all = Files.walk(root)) {
            return all.filter(file -> file.toString().endsWith(".class")).toList();
        }
    }
}
