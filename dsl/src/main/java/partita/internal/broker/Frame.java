package partita.internal.broker;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/** A frame of a stack, to bytes and back: where somebody waits. */
public final class Frame {
    private Frame() {}

    /**
     * Packs.
     *
     * @param frame the frame
     * @return its bytes
     */
    public static byte[] pack(StackTraceElement frame) {
        var bytes = new ByteArrayOutputStream();
        try (var out = new DataOutputStream(bytes)) {
            write(out, frame);
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory failed", e);
        }
        return bytes.toByteArray();
    }

    static StackTraceElement unpack(byte[] bytes) {
        try (var in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            return read(in);
        } catch (IOException e) {
            throw new UncheckedIOException("a frame ends too early, bytes=" + bytes.length, e);
        }
    }

    static void write(DataOutputStream out, StackTraceElement frame) throws IOException {
        String file = frame.getFileName();
        out.writeUTF(frame.getClassName());
        out.writeUTF(frame.getMethodName());
        out.writeUTF(file == null ? "" : file);
        out.writeInt(frame.getLineNumber());
    }

    static StackTraceElement read(DataInputStream in) throws IOException {
        String type = in.readUTF();
        String method = in.readUTF();
        @Nullable String file = in.readUTF();
        return new StackTraceElement(type, method, file.isEmpty() ? null : file, in.readInt());
    }
}
