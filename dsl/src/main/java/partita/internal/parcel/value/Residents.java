package partita.internal.parcel.value;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import partita.api.AsyncResult;
import partita.api.ChildProcess;
import partita.api.Listener;
import partita.api.Pool;
import partita.api.Results;

/** What stays in the JVM that made it, whoever extends it, and what to send in its place. */
final class Residents {
    private static final Map<Class<?>, String> ADVICE = Map.of(
            Pool.class,
            "a Pool belongs to the JVM that made it: use par inside the lambda, whose work runs in the worker itself",
            AsyncResult.class,
            "an AsyncResult belongs to the JVM that waits for it: send what its get() gives",
            Results.class,
            "Results belong to the JVM that reads them: read them here, and send what they give",
            ChildProcess.class,
            "a ChildProcess belongs to the process that made it: send its pid() or name(), or make one inside the lambda",
            Thread.class,
            "a Thread belongs to the JVM that runs it: start one inside the lambda",
            ClassLoader.class,
            "a ClassLoader belongs to its JVM: add jars by %jars or %classpath, whose classes workers find too",
            Listener.class,
            "a Listener belongs to the process that listens: send its address(), or a Connection that it accepted");

    private Residents() {}

    /** What refuses a class's values, or null if it is none of these. */
    static @Nullable Refusal refusal(Class<?> type) {
        for (Map.Entry<Class<?>, String> entry : ADVICE.entrySet()) {
            if (entry.getKey().isAssignableFrom(type)) {
                return new Refusal(entry.getValue());
            }
        }
        return null;
    }
}
