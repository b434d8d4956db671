package partita.behaviour;

import static java.time.Duration.ofSeconds;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static partita.Par.par;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import partita.api.ChildProcess;
import partita.api.ClosedException;
import partita.api.Connection;
import partita.api.Pipe;
import partita.api.SharedQueue;
import partita.api.StartMethod;
import partita.testing.Behaviour;

/** Processes that are given something shared. */
class SharingProcessTest {
    /** CPython's test makes it a subclass of Process; here it has one. */
    private static final class UpperCaser {
        private final Pipe<String> pipe = par.pipe(String.class);
        private final Connection<String> ours = pipe.parent();
        private final ChildProcess process =
                par.process(pipe.child(), UpperCaser::serve).daemon(true);

        private static void serve(Connection<String> connection) {
            try {
                while (true) {
                    connection.send(connection.recv().toUpperCase(Locale.ROOT));
                }
            } catch (ClosedException e) {
                connection.close();
            }
        }

        String submit(String text) {
            ours.send(text);
            return ours.recv(ofSeconds(20));
        }
    }

    @Test
    @Behaviour(
            value = "_TestSubclassingProcess.subclassing",
            checks =
                    "an object that holds a process and a pipe answers calls, and its process ends when the pipe is closed")
    void process_servesAPipe_answersUntilItIsClosed() {
        var caser = new UpperCaser();
        caser.process.start();
        assertEquals("HELLO", caser.submit("hello"));
        assertEquals("WORLD", caser.submit("world"));
        caser.ours.close();
        assertTrue(caser.process.join(ofSeconds(20)));
        assertEquals(0, caser.process.exitCode());
    }

    @Test
    @Behaviour(
            value = "TestStartMethod.mixed_startmethod",
            checks = "a queue goes to children of every start method; none is bound to the method it was made under")
    void queue_ofAnyStartMethod_reachesChildrenOfEach() {
        for (StartMethod ofQueue : StartMethod.values()) {
            for (StartMethod ofProcess : StartMethod.values()) {
                SharedQueue<Integer> queue = par.startMethod(ofQueue).queue(Integer.class);
                ChildProcess child = par.startMethod(ofProcess)
                        .process(queue, shared -> shared.put(1))
                        .start();
                child.join();
                assertEquals(1, queue.get(ofSeconds(20)), () -> "ofQueue=" + ofQueue + " ofProcess=" + ofProcess);
                queue.close();
            }
        }
    }

    @Test
    @Behaviour(
            value = "TestStdinBadfiledescriptor.queue_in_process",
            checks =
                    "a child, whose standard input is not the terminal's, makes a queue and a daemon of its own that uses it")
    void process_makesAQueueAndAChild_endsWell() {
        ChildProcess child = par.process(() -> {
                    SharedQueue<Integer> queue = par.queue(Integer.class);
                    ChildProcess own = par.process(queue, shared -> shared.put(7))
                            .daemon(true)
                            .start();
                    own.join();
                    System.exit(queue.get(ofSeconds(20)) == 7 ? 0 : 1);
                })
                .start();
        child.join();
        assertEquals(0, child.exitCode());
    }
}
