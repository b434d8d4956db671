package partita.internal.shared;

import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeTransform;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.lang.invoke.MethodHandle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.ProtectionDomain;
import java.util.Set;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.jspecify.annotations.Nullable;
import partita.function.Task;

/**
 * Kills its own process right before one of the writes to shared memory of what it is armed for: so each step of the
 * real code is met, whatever it is. An agent for processes of tests puts the call into what writes.
 */
public final class FaultPoint {
    private static final String WRITER = "partita/internal/memory/Words";
    private static final Set<String> WRITES =
            Set.of("setInt", "addInt", "replaceInt", "setLong", "publishLong", "addLong", "replaceLong");
    private static final int SIGKILL = 9;

    private static volatile @Nullable Thread armed;
    private static int left;
    private static @Nullable MethodHandle kill;

    private FaultPoint() {}

    /** A task that is killed before its n-th write to shared memory, unless it has fewer. */
    record DiesBefore(int write, Task first, Task task) implements Task {
        @Override
        public void run() throws Exception {
            first.run();
            kill = Linker.nativeLinker()
                    .downcallHandle(
                            Linker.nativeLinker().defaultLookup().findOrThrow("kill"),
                            FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));
            left = write;
            armed = Thread.currentThread();
            task.run();
            armed = null;
        }
    }

    /** Called before each write. */
    public static void step() throws Throwable {
        if (Thread.currentThread() == armed && --left == 0 && kill != null) {
            var _ = (int)
                    kill.invokeExact(Math.toIntExact(ProcessHandle.current().pid()), SIGKILL);
        }
    }

    /** A jar that makes this class an agent. */
    static Path agent(Path folder) throws IOException {
        var manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().putValue("Premain-Class", FaultPoint.class.getName());
        Path jar = folder.resolve("fault-points.jar");
        new JarOutputStream(Files.newOutputStream(jar), manifest).close();
        return jar;
    }

    /** As an agent. */
    public static void premain(String arguments, Instrumentation instrumentation) {
        instrumentation.addTransformer(new ClassFileTransformer() {
            @Override
            public byte @Nullable [] transform(
                    @Nullable ClassLoader loader,
                    String name,
                    @Nullable Class<?> before,
                    ProtectionDomain domain,
                    byte[] bytes) {
                return WRITER.equals(name) ? stepping(bytes) : null;
            }
        });
    }

    private static byte[] stepping(byte[] bytes) {
        var before = new CodeTransform() {
            @Override
            public void atStart(CodeBuilder code) {
                code.invokestatic(
                        ClassDesc.of(FaultPoint.class.getName()), "step", MethodTypeDesc.of(ConstantDescs.CD_void));
            }

            @Override
            public void accept(CodeBuilder code, CodeElement element) {
                code.with(element);
            }
        };
        return ClassFile.of()
                .transformClass(
                        ClassFile.of().parse(bytes),
                        ClassTransform.transformingMethodBodies(
                                method -> WRITES.contains(method.methodName().stringValue()), before));
    }
}
