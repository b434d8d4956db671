package partita.internal.shared;

import java.util.List;
import org.jspecify.annotations.Nullable;
import partita.api.ShareableList;
import partita.api.SharedMemory;
import partita.function.Call;

/** Makes memory in a manager's process, so that it goes when that ends, however that is. */
public interface MemoryKeeper {
    /** Nobody types that. */
    String NAME = "\0memory";

    /**
     * Makes memory.
     *
     * @param size in bytes
     * @return its name
     */
    String memory(long size);

    /**
     * Makes a list.
     *
     * @param elements of it
     * @return its memory's name
     */
    String list(List<@Nullable Object> elements);

    /**
     * Unlinks what whoever asked for it cannot attach.
     *
     * @param name its name
     */
    void drop(String name);

    /** What does so. The manager maps nothing itself: what others unlink is gone once they have closed it. */
    final class InManager implements MemoryKeeper {
        @Override
        public String memory(long size) {
            try (SharedMemory made = NamedMemory.create(size)) {
                return made.name();
            }
        }

        @Override
        public String list(List<@Nullable Object> elements) {
            try (ShareableList made = MappedList.create(elements.toArray())) {
                return made.memory().name();
            }
        }

        @Override
        public void drop(String name) {
            try (SharedMemory made = NamedMemory.attach(name)) {
                made.unlink();
            }
        }
    }

    /** Makes the keeper, in the manager. */
    record Maker() implements Call<MemoryKeeper> {
        private static final long serialVersionUID = 1;

        @Override
        public MemoryKeeper call() {
            return new InManager();
        }
    }
}
