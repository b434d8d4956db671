package partita.internal.broker;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Several packed values in one payload, each with its length before it. */
public final class Sheaf {
    private Sheaf() {}

    /**
     * Packs.
     *
     * @param parts the values
     * @return the payload
     * @throws IllegalArgumentException if it has no room in one message
     */
    public static byte[] pack(Collection<byte[]> parts) {
        long size = 0;
        for (byte[] part : parts) {
            size += Integer.BYTES + part.length;
        }
        if (size > Integer.MAX_VALUE - 64) {
            throw new IllegalArgumentException("values=" + parts.size() + " take bytes=" + size
                    + ", more than the 2 GB that one message holds: move them in smaller portions");
        }
        ByteBuffer all = ByteBuffer.allocate((int) size);
        for (byte[] part : parts) {
            all.putInt(part.length).put(part);
        }
        return all.array();
    }

    /**
     * Packs.
     *
     * @param parts the values
     * @return the payload
     */
    public static byte[] of(byte[]... parts) {
        return pack(List.of(parts));
    }

    /**
     * Unpacks.
     *
     * @param payload what {@link #pack} gave
     * @return the values
     */
    public static List<byte[]> unpack(byte[] payload) {
        ByteBuffer all = ByteBuffer.wrap(payload);
        List<byte[]> parts = new ArrayList<>();
        while (all.hasRemaining()) {
            byte[] part = new byte[all.getInt()];
            all.get(part);
            parts.add(part);
        }
        return parts;
    }
}
