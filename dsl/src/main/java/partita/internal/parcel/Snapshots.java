package partita.internal.parcel;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.ref.SoftReference;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;
import partita.internal.parcel.value.Bulk;
import partita.spi.Engine;

/**
 * Large arrays and texts as they were when they were packed, in parts. Packed again, a value is compared with its
 * last copy, byte by byte and at the speed of memory; only parts that differ are copied and named anew. The copies
 * go when memory is short, or with the value.
 */
final class Snapshots {
    /** A part is one frame on its way, fills one region of the garbage collector's, and has whole numbers only. */
    private static final int PART_BYTES = (1 << 20) - 1024;

    private static final Map<Object, SoftReference<List<Engine.Blob>>> LAST =
            Collections.synchronizedMap(new WeakHashMap<>());

    private Snapshots() {}

    /** A value's content as it is now. Arrays are told apart by identity, texts by what they are. */
    static List<Engine.Blob> of(Object value) {
        SoftReference<List<Engine.Blob>> reference = LAST.get(value);
        List<Engine.Blob> last = reference == null ? null : reference.get();
        if (value instanceof String text) {
            return last != null ? last : keep(value, parts(Bulk.view(text.toCharArray()), List.of()));
        }
        List<Engine.Blob> before = last == null ? List.of() : last;
        List<Engine.Blob> now = parts(Bulk.view(value), before);
        return now.equals(before) ? before : keep(value, now);
    }

    private static List<Engine.Blob> keep(Object value, List<Engine.Blob> now) {
        LAST.put(value, new SoftReference<>(now));
        return now;
    }

    private static List<Engine.Blob> parts(MemorySegment content, List<Engine.Blob> last) {
        var parts = new ArrayList<Engine.Blob>();
        for (long at = 0; at < content.byteSize(); at += PART_BYTES) {
            MemorySegment part = content.asSlice(at, Math.min(PART_BYTES, content.byteSize() - at));
            Engine.Blob known = parts.size() < last.size() ? last.get(parts.size()) : null;
            parts.add(known != null && same(part, known) ? known : copy(part));
        }
        return List.copyOf(parts);
    }

    private static boolean same(MemorySegment part, Engine.Blob known) {
        return part.mismatch(MemorySegment.ofArray(known.bytes())) == -1;
    }

    /** The copy is named, not the original, which another thread may be changing. */
    private static Engine.Blob copy(MemorySegment part) {
        byte[] bytes = part.toArray(ValueLayout.JAVA_BYTE);
        return new Engine.Blob(Digest.of(bytes), bytes);
    }
}
