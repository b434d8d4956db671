package partita.internal.parcel.value;

import com.esotericsoftware.kryo.kryo5.Kryo;
import com.esotericsoftware.kryo.kryo5.Serializer;
import com.esotericsoftware.kryo.kryo5.io.Input;
import com.esotericsoftware.kryo.kryo5.io.Output;

/**
 * Exceptions field by field: class, own fields, cause, suppressed and trace are kept. Needs {@code java.lang}
 * opened to this module, as workers and the kernel have it; elsewhere exceptions are refused, and travel as
 * stand-ins.
 */
final class ThrowableSerializer extends Serializer<Throwable> {
    private final Serializer<Throwable> fields;

    @SuppressWarnings("unchecked") // made for just this class
    ThrowableSerializer(Kryo kryo, Class<?> type) {
        if (!Throwable.class.getModule().isOpen("java.lang", ThrowableSerializer.class.getModule())) {
            fields = (Serializer<Throwable>) (Serializer<?>) new Refusal("an exception of class=" + type.getName()
                    + " can be read and written only by a JVM with" + " --add-opens java.base/java.lang=ALL-UNNAMED");
            return;
        }
        fields = (Serializer<Throwable>) (Serializer<?>) ValueKryo.fields(kryo, type);
    }

    @Override
    public void write(Kryo kryo, Output output, Throwable throwable) {
        // The trace is kept in the JVM until it is asked for.
        var _ = throwable.getStackTrace();
        fields.write(kryo, output, throwable);
    }

    @Override
    public Throwable read(Kryo kryo, Input input, Class<? extends Throwable> type) {
        return fields.read(kryo, input, type);
    }

    /** A frame of a trace. */
    static final class OfFrame extends Serializer<StackTraceElement> {
        OfFrame() {
            super(false, true);
        }

        @Override
        public void write(Kryo kryo, Output output, StackTraceElement frame) {
            output.writeString(frame.getClassLoaderName());
            output.writeString(frame.getModuleName());
            output.writeString(frame.getModuleVersion());
            output.writeString(frame.getClassName());
            output.writeString(frame.getMethodName());
            output.writeString(frame.getFileName());
            output.writeVarInt(frame.getLineNumber(), false);
        }

        @Override
        public StackTraceElement read(Kryo kryo, Input input, Class<? extends StackTraceElement> type) {
            return new StackTraceElement(
                    input.readString(),
                    input.readString(),
                    input.readString(),
                    input.readString(),
                    input.readString(),
                    input.readString(),
                    input.readVarInt(false));
        }
    }
}
