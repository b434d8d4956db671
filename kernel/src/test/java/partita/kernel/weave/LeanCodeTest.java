package partita.kernel.weave;

import static java.lang.constant.ConstantDescs.CD_void;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.constantpool.PoolEntry;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LeanCodeTest {
    private final Weaver weaver = new Weaver(LeanCodeTest.class.getClassLoader(), line -> fail(line));

    /** Literals of every kind, at the edges of what their encoding does. */
    static final class Sample {
        private Sample() {}

        static Object[] all(int i, Object none) {
            return new Object[] {
                1,
                -1,
                127,
                -129,
                32_767,
                32_768,
                -32_769,
                65_535,
                65_536,
                0x1234_8765,
                Integer.MIN_VALUE,
                Integer.MAX_VALUE,
                0L,
                1L,
                40_000L,
                -40_000L,
                0x1_0000_0000L,
                0x8000_0001L,
                0x1234_5678_9abc_def0L,
                Long.MIN_VALUE,
                Long.MAX_VALUE,
                0f,
                2.5f,
                -0f,
                Float.NaN,
                Float.MIN_VALUE,
                1.0,
                3.25,
                -0.0,
                Double.NaN,
                Double.MAX_VALUE,
                "",
                "text",
                "\u00e9\ud83d\ude00\0\uffff",
                "i" + i + "!" + none + (char) i,
                (byte) i + "b" + (short) i + 1.5f * i + 2.5 * i + (long) i + (i > 0),
                String.class
            };
        }

        static String interned() {
            return "interned";
        }
    }

    private static byte[] classFile(Class<?> type) {
        try (InputStream in = type.getResourceAsStream("/" + type.getName().replace('.', '/') + ".class");
                var out = new ByteArrayOutputStream()) {
            in.transferTo(out);
            return out.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Class<?> define(byte[] woven) {
        return new ClassLoader(LeanCodeTest.class.getClassLoader()) {
            Class<?> define() {
                return defineClass(Sample.class.getName(), woven, 0, woven.length);
            }
        }.define();
    }

    private static List<String> pool(byte[] classFile) {
        var entries = new ArrayList<String>();
        for (PoolEntry entry : ClassFile.of().parse(classFile).constantPool()) {
            entries.add(entry.toString());
        }
        return entries;
    }

    @Test
    void weaveLean_literalsOfAllKinds_areWhatWasTyped() throws ReflectiveOperationException {
        Class<?> lean = define(weaver.weaveLean("Sample", classFile(Sample.class)));
        assertArrayEquals(Sample.all(42, null), (Object[]) call(lean, "all", 42, null));
        assertSame(Sample.interned(), call(lean, "interned"));
    }

    private static Object call(Class<?> type, String name, Object... arguments) throws ReflectiveOperationException {
        for (Method method : type.getDeclaredMethods()) {
            if (method.getName().equals(name)) {
                method.setAccessible(true);
                return method.invoke(null, arguments);
            }
        }
        throw new NoSuchMethodException(name);
    }

    @Test
    void weaveLean_otherLiterals_makeNoOtherConstants() {
        assertEquals(pool(weaver.weaveLean("L", literals(1))), pool(weaver.weaveLean("L", literals(2))));
        assertNotEquals(pool(weaver.weave("L", literals(1))), pool(weaver.weave("L", literals(2))));
    }

    private static byte[] literals(int n) {
        return ClassFile.of()
                .build(
                        ClassDesc.of("L"),
                        type -> type.withMethodBody(
                                "m", MethodTypeDesc.of(CD_void), ClassFile.ACC_STATIC, code -> code.loadConstant(
                                                "text " + n)
                                        .pop()
                                        .loadConstant(100_000 + n)
                                        .pop()
                                        .loadConstant(2.5 + n)
                                        .pop2()
                                        .return_()));
    }
}
