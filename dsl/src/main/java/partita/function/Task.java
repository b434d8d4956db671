package partita.function;

import java.io.Serializable;

/** Work without arguments and without a result; can travel to a worker and may throw. */
@FunctionalInterface
public interface Task extends Serializable {
    /**
     * Does the work.
     *
     * @throws Exception whatever the body throws; it reaches the caller as the cause of a {@code
     *     TaskException}, or ends a child process with exit code 1
     */
    void run() throws Exception;
}
