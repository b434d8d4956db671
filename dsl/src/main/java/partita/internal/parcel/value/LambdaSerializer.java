package partita.internal.parcel.value;

import com.esotericsoftware.kryo.kryo5.Kryo;
import com.esotericsoftware.kryo.kryo5.KryoException;
import com.esotericsoftware.kryo.kryo5.Serializer;
import com.esotericsoftware.kryo.kryo5.io.Input;
import com.esotericsoftware.kryo.kryo5.io.Output;
import java.io.Serializable;
import java.lang.invoke.SerializedLambda;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Lambdas as what they are made of: the method that is their body, and what they captured. Also writes one that Java
 * serialisation took apart already; read back, it is a lambda again.
 */
final class LambdaSerializer extends Serializer<Object> {
    private final Watcher watcher;
    private final Unfinished unfinished;

    LambdaSerializer(Watcher watcher, Unfinished unfinished) {
        super(false, true);
        this.watcher = watcher;
        this.unfinished = unfinished;
    }

    @Override
    public void write(Kryo kryo, Output output, Object lambda) {
        SerializedLambda parts = lambda instanceof SerializedLambda apart ? apart : Lambdas.takeApart(lambda);
        if (parts == null) {
            throw new Refused("a lambda that was compiled without being serialisable ("
                    + lambda.getClass().getName()
                    + ", from a library?): make it inside the lambda, or write it in the notebook");
        }
        watcher.lambda(parts);
        boolean jdk = Lambdas.serialisedByJdk(parts);
        output.writeBoolean(jdk);
        unfinished.begin(lambda);
        if (jdk) {
            JavaBox.write(kryo, output, parts);
        } else {
            writeParts(kryo, output, lambda, parts);
        }
        unfinished.end(lambda);
    }

    private static void writeParts(Kryo kryo, Output output, Object lambda, SerializedLambda parts) {
        output.writeString(parts.getCapturingClass());
        output.writeString(parts.getFunctionalInterfaceClass());
        output.writeString(parts.getFunctionalInterfaceMethodName());
        output.writeString(parts.getFunctionalInterfaceMethodSignature());
        output.writeByte(parts.getImplMethodKind());
        output.writeString(parts.getImplClass());
        output.writeString(parts.getImplMethodName());
        output.writeString(parts.getImplMethodSignature());
        output.writeString(parts.getInstantiatedMethodType());
        List<String> markers = markers(lambda, parts);
        output.writeVarInt(markers.size(), true);
        markers.forEach(output::writeString);
        output.writeVarInt(parts.getCapturedArgCount(), true);
        for (int i = 0; i < parts.getCapturedArgCount(); i++) {
            try {
                kryo.writeClassAndObject(output, parts.getCapturedArg(i));
            } catch (KryoException e) {
                e.addTrace("captured value " + (i + 1) + " of the lambda");
                throw e;
            }
        }
    }

    /** SerializedLambda forgets the marker interfaces of an intersection type. */
    private static List<String> markers(Object lambda, SerializedLambda parts) {
        var names = new ArrayList<String>();
        if (lambda == parts) {
            return names;
        }
        for (Class<?> i : lambda.getClass().getInterfaces()) {
            boolean own = i.getName().replace('.', '/').equals(parts.getFunctionalInterfaceClass());
            if (!own && i != Serializable.class) {
                names.add(i.getName());
            }
        }
        return names;
    }

    @Override
    public @Nullable Object read(Kryo kryo, Input input, Class<?> type) {
        if (input.readBoolean()) {
            return JavaBox.read(kryo, input);
        }
        ClassLoader loader = kryo.getClassLoader();
        String capturing = input.readString();
        var shape = new LambdaShape(
                input.readString(),
                input.readString(),
                input.readString(),
                input.readByte(),
                input.readString(),
                input.readString(),
                input.readString(),
                input.readString(),
                strings(input));
        Object[] captured = new Object[input.readVarInt(true)];
        for (int i = 0; i < captured.length; i++) {
            captured[i] = kryo.readClassAndObject(input);
        }
        return shape.rebuild(capturing, captured, loader);
    }

    private static List<String> strings(Input input) {
        var strings = new ArrayList<String>();
        for (int n = input.readVarInt(true); n > 0; n--) {
            strings.add(input.readString());
        }
        return List.copyOf(strings);
    }
}
