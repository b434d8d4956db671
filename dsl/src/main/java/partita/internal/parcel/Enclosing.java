package partita.internal.parcel;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import partita.internal.parcel.value.Blobs;
import partita.internal.parcel.value.Bulk;
import partita.spi.Store;

/**
 * The contents of large arrays that lie beside a letter, at its office: copied there once and out once, so that a letter
 * is small whatever it speaks of. For one letter at a time.
 */
final class Enclosing implements Blobs {
    private final List<String> names = new ArrayList<>();
    private Letters.@Nullable Office office;

    /** A letter is packed; with null, all stands among its bytes. */
    void pack(Letters.@Nullable Office at) {
        names.clear();
        office = at;
    }

    /** A letter is unpacked. */
    void unpack(Letters.Office at) {
        office = at;
    }

    /** What the letter that was packed last speaks of. */
    List<String> names() {
        return List.copyOf(names);
    }

    @Override
    public List<String> put(Object value) {
        if (office == null || !Bulk.is(value.getClass())) {
            return List.of();
        }
        MemorySegment content = Bulk.view(value);
        String name = content.byteSize() < Store.LEAST_BYTES ? null : office.enclose(content);
        if (name == null) {
            return List.of();
        }
        names.add(name);
        return List.of(name);
    }

    @Override
    public byte[] get(String name) {
        throw new IllegalStateException("the content name=" + name + " of a letter is copied to where it belongs only");
    }

    @Override
    public long copy(String name, MemorySegment target) {
        if (office == null) {
            throw new IllegalStateException("a letter speaks of the content name=" + name + ", but has no office");
        }
        office.copy(name, target);
        return target.byteSize();
    }
}
