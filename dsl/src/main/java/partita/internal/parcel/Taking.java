package partita.internal.parcel;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import partita.internal.parcel.value.Blobs;
import partita.spi.Engine;

/** The blobs that one bundle has. */
final class Taking implements Blobs {
    private final Map<String, Engine.Blob> taken = new LinkedHashMap<>();

    @Override
    public List<String> put(Object value) {
        List<Engine.Blob> parts = Snapshots.of(value);
        parts.forEach(part -> taken.put(part.hash(), part));
        return parts.stream().map(Engine.Blob::hash).toList();
    }

    @Override
    public byte[] get(String hash) {
        throw new IllegalStateException("a packer does not unpack: blob hash=" + hash);
    }

    List<Engine.Blob> blobs() {
        return List.copyOf(taken.values());
    }

    List<String> hashes() {
        return List.copyOf(taken.keySet());
    }

    void clear() {
        taken.clear();
    }
}
