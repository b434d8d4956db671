package partita;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import partita.api.StartMethod;
import partita.internal.local.Setup;
import partita.internal.pool.JobOptions;

/** What a context was told; zero and null stand for the default. */
record Options(
        int workers,
        @Nullable String heap,
        List<String> jvmArgs,
        @Nullable Setup setup,
        int maxTasks,
        JobOptions job,
        StartMethod startMethod) {
    static final Options DEFAULT = new Options(
            0,
            null,
            List.of(),
            null,
            0,
            new JobOptions(OptionalInt.empty(), 0, Optional.empty(), false, OptionalLong.empty(), null),
            StartMethod.FORKSERVER);

    Options withWorkers(int n) {
        return new Options(n, heap, jvmArgs, setup, maxTasks, job, startMethod);
    }

    Options withHeap(String size) {
        return new Options(workers, size, jvmArgs, setup, maxTasks, job, startMethod);
    }

    Options withJvmArgs(@Nullable String[] arguments) {
        for (int i = 0; i < arguments.length; i++) {
            String argument = arguments[i];
            if (argument == null || argument.isBlank()) {
                throw new IllegalArgumentException("jvmArgs: an argument is no text: index=" + i + " value=" + argument
                        + "; give them one by one, as in par.jvmArgs(\"-ea\", \"-Dkey=value\")");
            }
        }
        return new Options(workers, heap, List.of(arguments), setup, maxTasks, job, startMethod);
    }

    Options withSetup(Setup first) {
        return new Options(workers, heap, jvmArgs, first, maxTasks, job, startMethod);
    }

    Options withMaxTasks(int n) {
        return new Options(workers, heap, jvmArgs, setup, n, job, startMethod);
    }

    Options with(JobOptions other) {
        return new Options(workers, heap, jvmArgs, setup, maxTasks, other, startMethod);
    }

    Options withStartMethod(StartMethod method) {
        return new Options(workers, heap, jvmArgs, setup, maxTasks, job, method);
    }
}
