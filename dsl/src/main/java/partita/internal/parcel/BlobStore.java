package partita.internal.parcel;

import java.lang.ref.SoftReference;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import partita.internal.parcel.value.Blobs;

/**
 * The blobs that a worker has: those that the bundle at hand needs, and others for as long as there is memory for
 * them. A blob that was dropped is asked for again. Not safe for use by several threads.
 */
final class BlobStore implements Blobs {
    private final Map<String, byte[]> needed = new HashMap<>();
    private final Shelf<SoftReference<byte[]>> kept =
            new Shelf<>(Integer.MAX_VALUE, Runtime.getRuntime().maxMemory() / 4);

    void add(String hash, byte[] bytes) {
        needed.put(hash, bytes);
    }

    /** Which of these are not there; the others stay until {@link #settle}. */
    List<String> missing(List<String> hashes) {
        var missing = new ArrayList<String>();
        for (String hash : hashes) {
            byte[] bytes = find(hash);
            if (bytes == null) {
                missing.add(hash);
            } else {
                needed.put(hash, bytes);
            }
        }
        return missing;
    }

    /** Nothing is needed any more. */
    void settle() {
        needed.forEach((hash, bytes) -> kept.put(hash, new SoftReference<>(bytes), bytes.length));
        needed.clear();
    }

    /** How large those are that were added or asked about since {@link #settle}. */
    long neededBytes() {
        return needed.values().stream().mapToLong(bytes -> bytes.length).sum();
    }

    private byte @Nullable [] find(String hash) {
        byte[] bytes = needed.get(hash);
        SoftReference<byte[]> reference = bytes != null ? null : kept.get(hash);
        return reference == null ? bytes : reference.get();
    }

    @Override
    public List<String> put(Object value) {
        throw new IllegalStateException("a store of what arrived takes no values");
    }

    @Override
    public byte[] get(String hash) {
        byte[] bytes = find(hash);
        if (bytes == null) {
            throw new IllegalStateException("the blob hash=" + hash + " was not given to this worker");
        }
        return bytes;
    }
}
