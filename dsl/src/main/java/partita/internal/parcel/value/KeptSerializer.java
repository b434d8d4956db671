package partita.internal.parcel.value;

import com.esotericsoftware.kryo.kryo5.Kryo;
import com.esotericsoftware.kryo.kryo5.Serializer;
import com.esotericsoftware.kryo.kryo5.io.Input;
import com.esotericsoftware.kryo.kryo5.io.Output;
import java.util.TreeMap;
import java.util.TreeSet;
import partita.internal.parcel.value.kept.Kept;

/** Reads a copy that nothing changes once it is filled. */
final class KeptSerializer extends Serializer<Object> {
    private final Serializer<Object> inner;
    private final Class<?> original;

    KeptSerializer(Serializer<Object> inner, Class<?> original) {
        this.inner = inner;
        this.original = original;
    }

    @Override
    public void write(Kryo kryo, Output output, Object object) {
        throw new IllegalStateException("a copy travels as what it is a copy of: class=" + object.getClass());
    }

    @Override
    public Object read(Kryo kryo, Input input, Class<?> type) {
        if (original == TreeMap.class || original == TreeSet.class) { // they travel by Java's own serialisation
            return Kept.copy(kryo.getSerializer(original).read(kryo, input, original));
        }
        Object copy = inner.read(kryo, input, type);
        ((Kept) copy).seal();
        return copy;
    }
}
