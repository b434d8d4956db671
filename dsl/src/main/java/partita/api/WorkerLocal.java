package partita.api;

import org.jspecify.annotations.Nullable;

/**
 * Something that each worker has for itself, such as a connection or a loaded model: made at the first {@link #get} in
 * a worker, kept as long as that worker lives. Travels in lambdas; its value does not.
 *
 * <p>Notebook variables cannot serve for that: they travel by value with each job.
 *
 * @param <T> the value's type
 */
@FunctionalInterface
public interface WorkerLocal<T extends @Nullable Object> {
    /**
     * This worker's value; made now if this is the first call in this JVM. Safe for several threads: others wait
     * until it is made.
     *
     * @return always the same one in one worker. A value of a class that was typed in the notebook moves into later
     *     jobs as a copy, or is made anew where it cannot be copied, since each job brings the notebook's classes
     *     along anew
     * @throws RuntimeException what its maker throws, wrapped where that is checked; the next call tries again
     */
    T get();
}
