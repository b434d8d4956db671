package partita.internal.parcel;

import com.esotericsoftware.kryo.kryo5.io.Input;
import com.esotericsoftware.kryo.kryo5.io.Output;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.jspecify.annotations.Nullable;
import partita.api.NotShippableException;
import partita.api.RemoteException;
import partita.internal.parcel.value.Values;

/** What an item threw, to bytes and back: itself where both sides can, and a stand-in for where not. */
final class Failure {
    private Failure() {}

    static void write(Throwable thrown, Values values, Output output) {
        output.writeString(thrown.getClass().getName());
        output.writeString(message(thrown));
        output.writeString(trace(thrown));
        values.write("the trace", frames(thrown), output);
        byte[] packed;
        try {
            packed = values.write("the exception", thrown);
        } catch (NotShippableException | LinkageError e) {
            // The stand-in says all that can be said.
            packed = new byte[0];
        }
        output.writeInt(packed.length);
        output.writeBytes(packed);
    }

    static Throwable read(Input input, Values values) {
        String className = input.readString();
        String message = input.readString();
        String trace = input.readString();
        var frames = (StackTraceElement[]) values.read(input);
        byte[] packed = input.readBytes(input.readInt());
        Object rebuilt = null;
        if (packed.length > 0) {
            try {
                rebuilt = values.read(packed);
            } catch (RuntimeException | LinkageError e) {
                // Its class is not here, or its parts refuse: the stand-in says all that can be said.
                rebuilt = null;
            }
        }
        if (rebuilt instanceof Throwable thrown) {
            return thrown;
        }
        var remote = new RemoteException(className, message, trace);
        remote.setStackTrace(frames == null ? new StackTraceElement[0] : frames);
        return remote;
    }

    private static StackTraceElement[] frames(Throwable thrown) {
        try {
            return thrown.getStackTrace();
        } catch (RuntimeException e) {
            return new StackTraceElement[0];
        }
    }

    private static String message(Throwable thrown) {
        try {
            @Nullable String message = thrown.getMessage();
            return message == null ? "(no message)" : message;
        } catch (RuntimeException e) {
            return "(its message cannot be read: " + e.getClass().getName() + ")";
        }
    }

    private static String trace(Throwable thrown) {
        var text = new StringWriter();
        try {
            thrown.printStackTrace(new PrintWriter(text));
        } catch (RuntimeException e) {
            text.write("(its trace cannot be printed: " + e.getClass().getName() + ")");
        }
        return text.toString();
    }
}
