package partita.internal.parcel.value;

import com.esotericsoftware.kryo.kryo5.Kryo;
import com.esotericsoftware.kryo.kryo5.Serializer;
import com.esotericsoftware.kryo.kryo5.io.Input;
import com.esotericsoftware.kryo.kryo5.io.Output;

/** Marks what another serialiser writes as unfinished until it is written: see {@link Unfinished}. */
final class LateSerializer<T> extends Serializer<T> {
    private final Serializer<T> inner;
    private final Unfinished unfinished;

    LateSerializer(Serializer<T> inner, Unfinished unfinished) {
        super(inner.getAcceptsNull(), inner.isImmutable());
        this.inner = inner;
        this.unfinished = unfinished;
    }

    @Override
    public void write(Kryo kryo, Output output, T object) {
        unfinished.begin(object);
        inner.write(kryo, output, object);
        unfinished.end(object);
    }

    @Override
    public T read(Kryo kryo, Input input, Class<? extends T> type) {
        return inner.read(kryo, input, type);
    }
}
