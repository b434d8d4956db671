package partita.internal.parcel.value;

import com.esotericsoftware.kryo.kryo5.Kryo;
import com.esotericsoftware.kryo.kryo5.Serializer;
import com.esotericsoftware.kryo.kryo5.io.Input;
import com.esotericsoftware.kryo.kryo5.io.Output;

/** Refuses values of a class that cannot travel. */
final class Refusal extends Serializer<Object> {
    private final String what;

    Refusal(String what) {
        this.what = what;
    }

    @Override
    public void write(Kryo kryo, Output output, Object object) {
        throw new Refused(what);
    }

    @Override
    public Object read(Kryo kryo, Input input, Class<?> type) {
        throw new Refused(what);
    }
}
