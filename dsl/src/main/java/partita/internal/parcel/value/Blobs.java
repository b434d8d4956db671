package partita.internal.parcel.value;

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
}
