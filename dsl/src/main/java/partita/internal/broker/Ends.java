package partita.internal.broker;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.OptionalInt;
import partita.api.Holder;

/** Holders of locks and the like, to bytes and back. */
public final class Ends {
    private Ends() {}

    static byte[] pack(Party party) {
        var bytes = new ByteArrayOutputStream();
        try (var out = new DataOutputStream(bytes)) {
            out.writeUTF(party.client().name);
            out.writeLong(party.client().pid);
            out.writeLong(party.thread());
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory failed", e);
        }
        return bytes.toByteArray();
    }

    /**
     * Unpacks.
     *
     * @param bytes what stands in an answer
     * @return who it was or is
     */
    public static Holder holder(byte[] bytes) {
        try (var in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            return new Holder(in.readUTF(), in.readLong(), in.readLong(), OptionalInt.empty());
        } catch (IOException e) {
            throw new UncheckedIOException("an answer of a broker ends too early, bytes=" + bytes.length, e);
        }
    }
}
