package partita.internal.parcel.value;

import com.esotericsoftware.kryo.kryo5.Kryo;
import com.esotericsoftware.kryo.kryo5.KryoException;
import com.esotericsoftware.kryo.kryo5.io.Input;
import com.esotericsoftware.kryo.kryo5.io.Output;
import java.io.OutputStream;
import java.util.function.Supplier;
import java.util.zip.CRC32C;
import java.util.zip.CheckedOutputStream;
import org.jspecify.annotations.Nullable;
import partita.api.NotShippableException;

/** Packs values one by one, each whole in itself, and unpacks them. Not safe for use by several threads. */
public final class Values {
    private final Supplier<Kryo> make;
    private @Nullable Kryo made;

    /**
     * Packs and unpacks with the classes of a loader.
     *
     * @param loader finds classes by name
     * @param watcher is told what is packed
     */
    public Values(ClassLoader loader, Watcher watcher) {
        this(loader, watcher, Blobs.NONE);
    }

    /**
     * Packs and unpacks with the classes of a loader, large arrays and texts beside.
     *
     * @param loader finds classes by name
     * @param watcher is told what is packed
     * @param blobs holds the content of large arrays and texts
     */
    public Values(ClassLoader loader, Watcher watcher, Blobs blobs) {
        this(() -> new ValueKryo(loader, watcher, blobs));
    }

    private Values(Supplier<Kryo> make) {
        this.make = make;
    }

    /** It is dear to make, and many only pass numbers on. */
    private Kryo kryo() {
        if (made == null) {
            made = make.get();
        }
        return made;
    }

    /**
     * Unpacks copies of which the JDK's collections cannot be changed.
     *
     * @param loader finds classes by name
     * @return for reading only
     */
    public static Values keeping(ClassLoader loader) {
        return new Values(() -> ValueKryo.keeping(loader));
    }

    /**
     * Packs a value.
     *
     * @param what names the value in an error, for people
     * @param value the value
     * @param output where its bytes go
     * @throws NotShippableException if it, or something it holds, cannot travel
     */
    public void write(String what, @Nullable Object value, Output output) {
        int before = output.position();
        try {
            kryo().writeClassAndObject(output, value);
        } catch (RuntimeException | StackOverflowError e) {
            output.setPosition(before);
            kryo().reset();
            throw explain(what, value, e);
        }
    }

    /**
     * Packs a value into an array of its own.
     *
     * @param what names the value in an error, for people
     * @param value the value
     * @return its bytes
     * @throws NotShippableException if it, or something it holds, cannot travel
     */
    public byte[] write(String what, @Nullable Object value) {
        var output = new Output(256, -1);
        write(what, value, output);
        return output.toBytes();
    }

    /**
     * Unpacks a value.
     *
     * @param bytes what {@code write} gave
     * @return the value
     * @throws RuntimeException if its classes are not there, or a constructor of theirs throws
     */
    public @Nullable Object read(byte[] bytes) {
        return read(new Input(bytes));
    }

    /**
     * Unpacks the value that stands next.
     *
     * @param input where the value's bytes begin
     * @return the value
     * @throws RuntimeException if its classes are not there, or a constructor of theirs throws
     */
    public @Nullable Object read(Input input) {
        try {
            return kryo().readClassAndObject(input);
        } catch (RuntimeException e) {
            kryo().reset();
            throw unread(e);
        } catch (StackOverflowError e) {
            kryo().reset();
            throw e;
        }
    }

    /**
     * A short sum over a value and all it holds: it changes when they do. The same in one JVM only.
     *
     * @param value the value
     * @return the sum
     * @throws NotShippableException if it, or something it holds, cannot travel
     */
    public long fingerprint(@Nullable Object value) {
        var sum = new CRC32C();
        try (var output = new Output(new CheckedOutputStream(OutputStream.nullOutputStream(), sum), 8192)) {
            kryo().writeClassAndObject(output, value);
            output.flush();
            return (output.total() << 32) ^ sum.getValue();
        } catch (RuntimeException | StackOverflowError e) {
            kryo().reset();
            throw explain("a value", value, e);
        }
    }

    static NotShippableException explain(String what, @Nullable Object value, Throwable failure) {
        if (failure instanceof NotShippableException e) {
            return e;
        }
        String type = value == null || Lambdas.is(value.getClass())
                ? ""
                : " (" + value.getClass().getTypeName() + ")";
        // The message says all that a refusal knows; another failure may need its own trace to be understood.
        return new NotShippableException(
                what + type + " cannot travel to a worker: " + reason(failure), refused(failure) ? null : failure);
    }

    /** A failure to unpack: what refuses a value says all there is to say. */
    static RuntimeException unread(RuntimeException failure) {
        for (Throwable t = failure; t != null; t = t.getCause()) {
            if (t instanceof Refused refused) {
                return new NotShippableException(refused.what() + way(failure), null);
            }
        }
        return failure;
    }

    private static boolean refused(Throwable failure) {
        for (Throwable t = failure; t != null; t = t.getCause()) {
            if (t instanceof Refused || t instanceof StackOverflowError) {
                return true;
            }
        }
        return false;
    }

    private static String reason(Throwable failure) {
        for (Throwable t = failure; t != null; t = t.getCause()) {
            if (t instanceof Refused refused) {
                return refused.what() + way(failure);
            }
            if (t instanceof StackOverflowError) {
                return "it is nested too deeply; send it in a flat form, such as a list";
            }
            if (t instanceof NotShippableException e) {
                return String.valueOf(e.getMessage());
            }
        }
        return failure + way(failure);
    }

    /** Kryo's own account of where in an object it was. */
    private static String way(Throwable failure) {
        String message = failure instanceof KryoException ? failure.getMessage() : null;
        int trace = message == null ? -1 : message.indexOf("Serialization trace:");
        if (message == null || trace < 0) {
            return "";
        }
        String way = message.substring(trace + "Serialization trace:".length());
        return " (reached through " + way.strip().replaceAll("\\s*\\R\\s*", ", in ") + ")";
    }
}
