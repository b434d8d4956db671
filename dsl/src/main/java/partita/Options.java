package partita;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a context was told; zero and null stand for the default. */
record Options(int workers, int chunkSize, @Nullable String heap, List<String> jvmArgs) {
    static final Options DEFAULT = new Options(0, 0, null, List.of());

    Options withWorkers(int n) {
        return new Options(n, chunkSize, heap, jvmArgs);
    }

    Options withChunkSize(int n) {
        return new Options(workers, n, heap, jvmArgs);
    }

    Options withHeap(String size) {
        return new Options(workers, chunkSize, size, jvmArgs);
    }

    Options withJvmArgs(List<String> arguments) {
        return new Options(workers, chunkSize, heap, arguments);
    }
}
