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
    private final ClassFile files;
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
        try {
            byte[] woven = files.transformClass(
                    files.parse(classFile),
                    ClassTransform.transformingMethodBodies(CodeTransform.ofStateful(CodeWeaver::new)));
            List<VerifyError> errors = files.verify(woven);
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
