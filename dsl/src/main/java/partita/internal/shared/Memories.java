package partita.internal.shared;

import org.jspecify.annotations.Nullable;
import partita.api.ShareableList;
import partita.api.SharedMemory;

/** Makes and finds shared memory with names. */
public final class Memories {
    private Memories() {}

    /** New memory with a name of its own. */
    public static SharedMemory create(long size) {
        return NamedMemory.create(size);
    }

    /** New memory. */
    public static SharedMemory create(String name, long size) {
        return NamedMemory.create(name, size);
    }

    /** Memory that is there. */
    public static SharedMemory attach(String name) {
        return NamedMemory.attach(name);
    }

    /** A new list. */
    public static ShareableList list(@Nullable Object... elements) {
        return MappedList.create(elements);
    }

    /** A list that is there. */
    public static ShareableList attachList(String name) {
        return MappedList.attach(name);
    }
}
