package partita.internal.parcel.value;

import com.esotericsoftware.kryo.kryo5.util.MapReferenceResolver;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;

/**
 * Refuses cycles through objects that can only be made once their parts are there: records, lambdas, immutable
 * collections. Read back, such a cycle would silently hold null.
 */
final class Unfinished extends MapReferenceResolver {
    private final Set<Object> begun = Collections.newSetFromMap(new IdentityHashMap<>());

    void begin(Object object) {
        begun.add(object);
    }

    void end(Object object) {
        begun.remove(object);
    }

    @Override
    public int getWrittenId(Object object) {
        int id = super.getWrittenId(object);
        if (id != -1 && !begun.isEmpty() && begun.contains(object)) {
            throw new Refused(
                    "a cycle through a value of class=" + object.getClass().getTypeName()
                            + ", which is made only when its parts are there: break the cycle, or use a class with a"
                            + " settable field");
        }
        return id;
    }

    @Override
    public void reset() {
        super.reset();
        begun.clear();
    }
}
