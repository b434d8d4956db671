package partita;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a context was told; zero and null stand for the default. */
record Options(
        int workers,
        int chunkSize,
        int retries,
        @Nullable String heap,
        List<String> jvmArgs,
        @Nullable String progress) {
    static final Options DEFAULT = new Options(0, 0, 0, null, List.of(), null);

    Options withWorkers(int n) {
        return new Options(n, chunkSize, retries, heap, jvmArgs, progress);
    }

    Options withChunkSize(int n) {
        return new Options(workers, n, retries, heap, jvmArgs, progress);
    }

    Options withRetries(int n) {
        return new Options(workers, chunkSize, n, heap, jvmArgs, progress);
    }

    Options withHeap(String size) {
        return new Options(workers, chunkSize, retries, size, jvmArgs, progress);
    }

    Options withJvmArgs(List<String> arguments) {
        return new Options(workers, chunkSize, retries, heap, arguments, progress);
    }

    Options withProgress(String label) {
        return new Options(workers, chunkSize, retries, heap, jvmArgs, label);
    }
}
