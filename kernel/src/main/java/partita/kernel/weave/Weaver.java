package partita.kernel.weave;

import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeTransform;
import java.util.List;
import java.util.function.Consumer;

/**
 * Makes the kernel's copy of a notebook class stoppable, and its calls of {@code System.exit} harmless. A class
 * that cannot be woven is used as it was compiled.
 */
public final class Weaver {
    private static final CodeTransform STOPPABLE = CodeTransform.ofStateful(CodeWeaver::new);
    private static final CodeTransform LEAN = STOPPABLE.andThen(new LeanCode());

    private final ClassFile files;
    /** Writes constants that are used, and no others. */
    private final ClassFile freshPool;

    private final Consumer<String> log;

    /**
     * Makes a weaver.
     *
     * @param loader gives the class files of what notebook classes extend and use
     * @param log takes one line for each class that cannot be woven
     */
    public Weaver(ClassLoader loader, Consumer<String> log) {
        // The default knows this JVM's own class path. A notebook's classes change, so their files are read anew.
        ClassHierarchyResolver resolver =
                ClassHierarchyResolver.defaultResolver().orElse(ClassHierarchyResolver.ofResourceParsing(loader));
        files = ClassFile.of(ClassFile.ClassHierarchyResolverOption.of(resolver));
        freshPool = files.withOptions(ClassFile.ConstantPoolSharingOption.NEW_POOL);
        this.log = log;
    }

    /**
     * Weaves a class.
     *
     * @param name its binary name, for the log
     * @param classFile as compiled; not changed
     * @return the woven class file, or the very same array where that cannot be
     */
    public byte[] weave(String name, byte[] classFile) {
        return weave(name, classFile, files, STOPPABLE);
    }

    /**
     * Weaves a class that is redefined very often, so that its constant pool stays small.
     *
     * @param name its binary name, for the log
     * @param classFile as compiled; not changed
     * @return the woven class file, or the very same array where that cannot be
     */
    public byte[] weaveLean(String name, byte[] classFile) {
        return weave(name, classFile, freshPool, LEAN);
    }

    private byte[] weave(String name, byte[] classFile, ClassFile how, CodeTransform transform) {
        try {
            byte[] woven = how.transformClass(how.parse(classFile), ClassTransform.transformingMethodBodies(transform));
            List<VerifyError> errors = how.verify(woven);
            if (errors.isEmpty()) {
                return woven;
            }
            return unwoven(name, classFile, errors.getFirst());
        } catch (IllegalArgumentException | IllegalStateException e) {
            // a method that grew over 64 KB, or a type whose class file is nowhere
            return unwoven(name, classFile, e);
        }
    }

    private byte[] unwoven(String name, byte[] classFile, Throwable why) {
        log.accept("className=" + name + " runs without stop checks, so an interrupt stops its busy loops only by a"
                + " restart: " + why.getMessage());
        return classFile;
    }
}
