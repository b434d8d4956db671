package partita.internal.parcel.value;

import com.esotericsoftware.kryo.kryo5.Kryo;
import com.esotericsoftware.kryo.kryo5.io.Input;
import com.esotericsoftware.kryo.kryo5.io.Output;
import com.esotericsoftware.kryo.kryo5.serializers.ImmutableSerializer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Texts, large ones as blobs of their characters. */
final class TextSerializer extends ImmutableSerializer<String> {
    private final Blobs blobs;

    TextSerializer(Blobs blobs) {
        this.blobs = blobs;
        setAcceptsNull(true);
    }

    @Override
    public void write(Kryo kryo, Output output, @Nullable String text) {
        boolean large = text != null && text.length() * (long) Character.BYTES >= Blobs.LEAST_BYTES;
        List<String> hashes = text == null || !large ? List.of() : blobs.put(text);
        BulkSerializer.writeHashes(output, hashes);
        if (hashes.isEmpty() || text == null) {
            output.writeString(text);
        } else {
            output.writeVarInt(text.length(), true);
        }
    }

    @Override
    public @Nullable String read(Kryo kryo, Input input, Class<? extends String> type) {
        List<String> hashes = BulkSerializer.readHashes(input);
        if (hashes.isEmpty()) {
            return input.readString();
        }
        var characters = new char[input.readVarInt(true)];
        Bulk.fill(Bulk.view(characters), hashes, blobs);
        return new String(characters);
    }
}
