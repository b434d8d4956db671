package partita.behaviour;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static partita.Par.par;

import java.util.List;
import java.util.stream.IntStream;
import partita.api.ChildProcess;
import partita.function.Task;

/** Child processes of a test. */
final class Children {
    private Children() {}

    static ChildProcess start(Task task) {
        return par.heap("64m").process(task).daemon(true).start();
    }

    static void join(ChildProcess child) {
        child.join();
        assertEquals(0, child.exitCode());
    }

    static List<ChildProcess> start(int n, Task task) {
        return IntStream.range(0, n).mapToObj(_ -> start(task)).toList();
    }

    /** Runs a task in a process of its own. */
    static void run(Task task) {
        join(start(task));
    }

    /** Runs a task in n processes, of which this is one, and waits for them all. */
    static void run(int n, Task task) throws Exception {
        List<ChildProcess> children = start(n - 1, task);
        task.run();
        children.forEach(Children::join);
    }
}
