package partita.internal.parcel.value;

import com.esotericsoftware.kryo.kryo5.Kryo;
import com.esotericsoftware.kryo.kryo5.Serializer;
import com.esotericsoftware.kryo.kryo5.io.Input;
import com.esotericsoftware.kryo.kryo5.io.Output;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;

/** Arrays of numbers and characters at the speed of memory: large ones as blobs, others as their bytes. */
final class BulkSerializer extends Serializer<Object> {
    private static final int STEP = 1 << 13;

    private final Class<?> type;
    private final Blobs blobs;
    private byte[] step = {};

    BulkSerializer(Class<?> type, Blobs blobs) {
        this.type = type;
        this.blobs = blobs;
    }

    @Override
    public void write(Kryo kryo, Output output, Object array) {
        MemorySegment content = Bulk.view(array);
        long bytes = content.byteSize();
        output.writeVarInt(Math.toIntExact(bytes / Bulk.width(type)), true);
        List<String> hashes = bytes < Blobs.LEAST_BYTES ? List.of() : blobs.put(array);
        writeHashes(output, hashes);
        if (hashes.isEmpty()) {
            makeStep(bytes);
            for (long at = 0; at < bytes; at += STEP) {
                int length = (int) Math.min(STEP, bytes - at);
                MemorySegment.copy(content, ValueLayout.JAVA_BYTE, at, step, 0, length);
                output.writeBytes(step, 0, length);
            }
        }
    }

    @Override
    public Object read(Kryo kryo, Input input, Class<?> ignored) {
        Object array = Bulk.make(type, input.readVarInt(true));
        kryo.reference(array);
        MemorySegment content = Bulk.view(array);
        List<String> hashes = readHashes(input);
        if (!hashes.isEmpty()) {
            Bulk.fill(content, hashes, blobs);
            return array;
        }
        long bytes = content.byteSize();
        makeStep(bytes);
        for (long at = 0; at < bytes; at += STEP) {
            int length = (int) Math.min(STEP, bytes - at);
            input.readBytes(step, 0, length);
            MemorySegment.copy(step, 0, content, ValueLayout.JAVA_BYTE, at, length);
        }
        return array;
    }

    private void makeStep(long bytes) {
        if (step.length < Math.min(STEP, bytes)) {
            step = new byte[bytes < STEP / 8 ? STEP / 8 : STEP];
        }
    }

    static void writeHashes(Output output, List<String> hashes) {
        output.writeVarInt(hashes.size(), true);
        hashes.forEach(output::writeString);
    }

    static List<String> readHashes(Input input) {
        var hashes = new ArrayList<String>();
        for (int n = input.readVarInt(true); n > 0; n--) {
            hashes.add(input.readString());
        }
        return hashes;
    }
}
