package partita.internal.parcel.value;

import java.lang.classfile.ClassFile;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodHandles.Lookup;
import java.lang.reflect.AccessFlag;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Full access to a class in another loader. {@code privateLookupIn} from here loses module access there (each
 * loader has an unnamed module of its own), and LambdaMetafactory insists on it; so a tiny class is defined
 * beside the target, and its own lookup is used.
 */
final class Lookups {
    private static final String HELPER = "Partita$Lookup";
    private static final ClassDesc LOOKUP = ClassDesc.of("java.lang.invoke.MethodHandles$Lookup");

    private static final ClassValue<Lookup> IN = new ClassValue<>() {
        @Override
        protected Lookup computeValue(Class<?> type) {
            try {
                return open(type);
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException("no full access to class=" + type.getName(), e);
            }
        }
    };

    /** By name: each loader of a notebook's classes needs its own, of the same few packages. */
    private static final Map<String, byte[]> HELPERS = new ConcurrentHashMap<>();

    private Lookups() {}

    /** A lookup with full privileges in the class. */
    static Lookup in(Class<?> type) {
        return IN.get(type);
    }

    private static Lookup open(Class<?> type) throws ReflectiveOperationException {
        Lookup own = MethodHandles.privateLookupIn(type, MethodHandles.lookup());
        if (own.hasFullPrivilegeAccess()) {
            return own;
        }
        Lookup there =
                (Lookup) helper(type.getPackageName(), own).getMethod("get").invoke(null);
        return MethodHandles.privateLookupIn(type, there);
    }

    private static Class<?> helper(String packageName, Lookup own) throws ReflectiveOperationException {
        String name = packageName.isEmpty() ? HELPER : packageName + "." + HELPER;
        synchronized (Lookups.class) {
            try {
                return own.findClass(name);
            } catch (ClassNotFoundException e) {
                return own.defineClass(HELPERS.computeIfAbsent(name, Lookups::bytes));
            }
        }
    }

    private static byte[] bytes(String helper) {
        return ClassFile.of().build(ClassDesc.of(helper), c -> c.withFlags(AccessFlag.PUBLIC, AccessFlag.FINAL)
                .withMethodBody(
                        "get",
                        MethodTypeDesc.of(LOOKUP),
                        ClassFile.ACC_PUBLIC | ClassFile.ACC_STATIC,
                        code -> code.invokestatic(
                                        ClassDesc.of("java.lang.invoke.MethodHandles"),
                                        "lookup",
                                        MethodTypeDesc.of(LOOKUP))
                                .areturn()));
    }
}
