package partita.internal.parcel.value;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;

/** Where the content of large arrays and texts is, when it does not stand among the other bytes. */
public interface Blobs {
    /** What is shorter stands among the other bytes. */
    int LEAST_BYTES = 256 * 1024;

    /** None: everything stands among the other bytes. */
    Blobs NONE = new Blobs() {
        @Override
        public List<String> put(Object value) {
            return List.of();
        }

        @Override
        public byte[] get(String hash) {
            throw new IllegalStateException("a packed value speaks of the blob hash=" + hash + ", but has none");
        }
    };

    /**
     * Takes the content of a large value as it is now.
     *
     * @param value an array of numbers or characters, or a text
     * @return the hashes of its parts, in order; none if it is to stand among the other bytes
     */
    List<String> put(Object value);

    /**
     * A part of a value.
     *
     * @param hash its hash
     * @return its bytes; not to be changed
     */
    byte[] get(String hash);

    /**
     * Copies a part to where it belongs.
     *
     * @param hash its hash
     * @param target the value's content, of which the part is the next
     * @return how many bytes it has
     */
    default long copy(String hash, MemorySegment target) {
        byte[] part = get(hash);
        MemorySegment.copy(part, 0, target, ValueLayout.JAVA_BYTE, 0, part.length);
        return part.length;
    }
}
