package partita.internal.parcel;

import com.esotericsoftware.kryo.kryo5.io.Input;
import com.esotericsoftware.kryo.kryo5.io.Output;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import partita.internal.parcel.value.Bulk;
import partita.spi.Store;

/** Large arrays of numbers whose content is in a store; in the payload stands what they are and the content's name. */
final class Stored {
    private Stored() {}

    /**
     * Puts an item or result into a store, where it is one of these.
     *
     * @return the content's name; null if it is to be packed as others are
     */
    static @Nullable String put(@Nullable Object value, Optional<Store> store) {
        if (store.isEmpty() || value == null || !value.getClass().isArray() || !Bulk.is(value.getClass())) {
            return null;
        }
        MemorySegment content = Bulk.view(value);
        return content.byteSize() < Store.LEAST_BYTES
                ? null
                : store.get().put(content).orElse(null);
    }

    static void write(Object array, String name, Output output) {
        output.writeString(name);
        output.writeString(array.getClass().descriptorString());
        output.writeLong(Bulk.view(array).byteSize());
    }

    /**
     * Copies the array that stands next out of its store.
     *
     * @throws UncheckedIOException if its content is not there
     */
    static Object read(Input input, Optional<Store> store) {
        String name = input.readString();
        String descriptor = input.readString();
        long bytes = input.readLong();
        store.ifPresent(its -> its.expect(bytes));
        Object array = Bulk.make(descriptor, bytes);
        try {
            store.orElseThrow(() -> new IOException("this process has no store"))
                    .get(name, Bulk.view(array));
        } catch (IOException e) {
            throw new UncheckedIOException("the content of a large array cannot be read: name=" + name, e);
        }
        return array;
    }

    /** The name of the content of the array that stands next. */
    static String name(Input input) {
        return input.readString();
    }
}
