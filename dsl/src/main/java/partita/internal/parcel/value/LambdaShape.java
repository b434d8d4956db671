package partita.internal.parcel.value;

import java.lang.invoke.LambdaMetafactory;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandleInfo;
import java.lang.invoke.MethodHandles.Lookup;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * A lambda but for what it captured; names as in class files. Rebuilt by LambdaMetafactory, once for each shape
 * and capturing class: every spin leaves a hidden class that lives as long as its loader. Compared by hand, since what a
 * record has for that is put together from method handles when it is first used: ten milliseconds of a JVM's start.
 */
record LambdaShape(
        String interfaceClass,
        String interfaceMethod,
        String interfaceType,
        int kind,
        String implClass,
        String implMethod,
        String implType,
        String instantiatedType,
        List<String> markers) {

    private static final ClassValue<Map<LambdaShape, MethodHandle>> FACTORIES = new ClassValue<>() {
        @Override
        protected Map<LambdaShape, MethodHandle> computeValue(Class<?> type) {
            return new ConcurrentHashMap<>();
        }
    };

    /** A lambda of this shape, equal in behaviour to the one that was taken apart. */
    Object rebuild(String capturingClass, Object[] captured, ClassLoader loader) {
        try {
            Class<?> capturing = load(capturingClass, loader);
            Map<LambdaShape, MethodHandle> known = FACTORIES.get(capturing);
            MethodHandle factory = known.get(this);
            if (factory == null) {
                MethodHandle made = factory(capturing, captured.length, loader);
                factory = made.asType(made.type().generic());
                known.put(this, factory);
            }
            // most capture nothing; a list of arguments would have more handles made
            return captured.length == 0 ? (Object) factory.invokeExact() : factory.invokeWithArguments(captured);
        } catch (Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(
                    "cannot rebuild the lambda implMethod=" + implClass.replace('/', '.') + "." + implMethod + ": " + e,
                    e);
        }
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof LambdaShape that
                && kind == that.kind
                && implMethod.equals(that.implMethod)
                && implClass.equals(that.implClass)
                && implType.equals(that.implType)
                && interfaceClass.equals(that.interfaceClass)
                && interfaceMethod.equals(that.interfaceMethod)
                && interfaceType.equals(that.interfaceType)
                && instantiatedType.equals(that.instantiatedType)
                && markers.equals(that.markers);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * implMethod.hashCode() + implClass.hashCode()) + interfaceClass.hashCode();
    }

    private MethodHandle factory(Class<?> capturing, int captured, ClassLoader loader) throws Throwable {
        Lookup lookup = Lookups.in(capturing);
        MethodHandle impl = impl(lookup, loader);
        Class<?> target = load(interfaceClass, loader);
        MethodType samType = MethodType.fromMethodDescriptorString(interfaceType, loader);
        List<Class<?>> capturedTypes = impl.type().parameterList().subList(0, captured);
        var arguments = new ArrayList<Object>(List.of(
                samType,
                impl,
                MethodType.fromMethodDescriptorString(instantiatedType, loader),
                LambdaMetafactory.FLAG_SERIALIZABLE | LambdaMetafactory.FLAG_MARKERS | LambdaMetafactory.FLAG_BRIDGES,
                markers.size()));
        var interfaces = new ArrayList<Class<?>>(List.of(target));
        for (String marker : markers) {
            Class<?> type = Class.forName(marker, false, loader);
            arguments.add(type);
            interfaces.add(type);
        }
        List<MethodType> bridges = bridges(interfaces, samType);
        arguments.add(bridges.size());
        arguments.addAll(bridges);
        return LambdaMetafactory.altMetafactory(
                        lookup, interfaceMethod, MethodType.methodType(target, capturedTypes), arguments.toArray())
                .getTarget();
    }

    /** SerializedLambda forgets bridges: abstract methods of the same name and arity with another descriptor. */
    private List<MethodType> bridges(List<Class<?>> interfaces, MethodType samType) {
        return interfaces.stream()
                .flatMap(i -> Arrays.stream(i.getMethods()))
                .filter(m -> m.getName().equals(interfaceMethod) && Modifier.isAbstract(m.getModifiers()))
                .map(LambdaShape::type)
                .filter(t -> t.parameterCount() == samType.parameterCount() && !t.equals(samType))
                .distinct()
                .toList();
    }

    private static MethodType type(Method method) {
        return MethodType.methodType(method.getReturnType(), method.getParameterTypes());
    }

    private MethodHandle impl(Lookup lookup, ClassLoader loader) throws ReflectiveOperationException {
        Class<?> owner = load(implClass, loader);
        MethodType type = MethodType.fromMethodDescriptorString(implType, loader);
        return switch (kind) {
            case MethodHandleInfo.REF_invokeStatic -> lookup.findStatic(owner, implMethod, type);
            case MethodHandleInfo.REF_newInvokeSpecial ->
                lookup.findConstructor(owner, type.changeReturnType(void.class));
            case MethodHandleInfo.REF_invokeSpecial ->
                lookup.findSpecial(owner, implMethod, type, lookup.lookupClass());
            case MethodHandleInfo.REF_invokeVirtual, MethodHandleInfo.REF_invokeInterface ->
                lookup.findVirtual(owner, implMethod, type);
            default -> throw new IllegalStateException("unknown kind=" + kind + " of method handle");
        };
    }

    private static Class<?> load(String internalName, ClassLoader loader) throws ClassNotFoundException {
        return Class.forName(internalName.replace('/', '.'), false, loader);
    }
}
