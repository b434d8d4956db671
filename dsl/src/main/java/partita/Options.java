package partita;

import java.util.List;
import org.jspecify.annotations.Nullable;
import partita.api.StartMethod;

/** What a context was told; zero and null stand for the default. */
record Options(
        int workers,
        int chunkSize,
        int retries,
        @Nullable String heap,
        List<String> jvmArgs,
        @Nullable String progress,
        StartMethod startMethod) {
    static final Options DEFAULT = new Options(0, 0, 0, null, List.of(), null, StartMethod.FORKSERVER);

    Options withWorkers(int n) {
        return new Options(n, chunkSize, retries, heap, jvmArgs, progress, startMethod);
    }

    Options withChunkSize(int n) {
        return new Options(workers, n, retries, heap, jvmArgs, progress, startMethod);
    }

    Options withRetries(int n) {
        return new Options(workers, chunkSize, n, heap, jvmArgs, progress, startMethod);
    }

    Options withHeap(String size) {
        return new Options(workers, chunkSize, retries, size, jvmArgs, progress, startMethod);
    }

    Options withJvmArgs(List<String> arguments) {
        return new Options(workers, chunkSize, retries, heap, arguments, progress, startMethod);
    }

    Options withProgress(String label) {
        return new Options(workers, chunkSize, retries, heap, jvmArgs, label, startMethod);
    }

    Options withStartMethod(StartMethod method) {
        return new Options(workers, chunkSize, retries, heap, jvmArgs, progress, method);
    }
}
