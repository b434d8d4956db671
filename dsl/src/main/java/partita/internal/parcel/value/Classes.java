package partita.internal.parcel.value;

import com.esotericsoftware.kryo.kryo5.Registration;
import com.esotericsoftware.kryo.kryo5.io.Output;
import com.esotericsoftware.kryo.kryo5.util.DefaultClassResolver;

/** Writes classes by name and tells a watcher of each. */
final class Classes extends DefaultClassResolver {
    private final Watcher watcher;

    Classes(Watcher watcher) {
        this.watcher = watcher;
    }

    @Override
    @SuppressWarnings("rawtypes") // as Kryo declares it
    public Registration writeClass(Output output, Class type) {
        if (type != null) {
            watcher.type(type);
        }
        return super.writeClass(output, type);
    }
}
