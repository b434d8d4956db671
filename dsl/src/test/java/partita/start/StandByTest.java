package partita.start;

import static java.time.Duration.ofSeconds;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static partita.Par.par;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import partita.Par;
import partita.api.ChildProcess;
import partita.api.StartMethod;
import partita.internal.launch.StandBy;
import partita.testing.Behaviour;

/** JVMs that wait, warm, for their orders. */
class StandByTest {
    @TempDir
    Path folder;

    @AfterAll
    static void closeWorkers() {
        Par.closeDefault();
    }

    /** Has one stand by for children, and gives its id. */
    private static List<Long> standingBy() {
        par.process(() -> {}).start().join();
        await().atMost(ofSeconds(30)).until(() -> StandBy.pids().size() == StandBy.depth());
        return StandBy.pids();
    }

    @Test
    void start_oneStandsBy_isThatOneAndAnotherTakesItsPlace() {
        Par.closeDefault();
        List<Long> before = standingBy();
        ChildProcess child = par.process(3, code -> System.exit(code)).start();
        assertTrue(before.contains(child.pid()), () -> "pid=" + child.pid() + " stood by: " + before);
        child.join();
        assertEquals(3, child.exitCode());
        await().atMost(ofSeconds(30)).until(() -> StandBy.pids().size() == StandBy.depth());
        assertFalse(StandBy.pids().contains(child.pid()));
    }

    @Test
    void start_moreAtOnceThanStandBy_asManyStandByThen() {
        int more = StandBy.depth() + 1;
        assumeTrue(more <= StandBy.most(), "there is memory for more");
        Par.closeDefault();
        await("starts that follow each other closely").atMost(ofSeconds(60)).until(() -> {
            List<ChildProcess> children = Stream.generate(() -> par.process(() -> {}))
                    .limit(more)
                    .map(ChildProcess::start)
                    .toList();
            children.forEach(ChildProcess::join);
            return children.stream().allMatch(child -> child.exitCode() == 0) && reachesSoon(more);
        });
        List<Long> before = StandBy.pids();
        List<ChildProcess> children = Stream.generate(() -> par.process(() -> {}))
                .limit(more)
                .map(ChildProcess::start)
                .toList();
        for (ChildProcess child : children) {
            assertTrue(before.contains(child.pid()), () -> "pid=" + child.pid() + " stood by: " + before);
            child.join();
        }
        Par.closeDefault(); // others count on the usual number
    }

    /** On a busy machine the starts may have been too far apart to count as one. */
    private static boolean reachesSoon(int number) {
        try {
            await().atMost(ofSeconds(10)).until(() -> StandBy.pids().size() >= number);
            return true;
        } catch (ConditionTimeoutException _) {
            return false;
        }
    }

    @Test
    void start_spawn_isNoneOfThem() {
        List<Long> before = standingBy();
        ChildProcess child =
                par.startMethod(StartMethod.SPAWN).process(() -> {}).start();
        child.join();
        assertFalse(before.contains(child.pid()));
        assertEquals(0, child.exitCode());
        assertEquals(before, StandBy.pids());
    }

    @Test
    void start_poolWorker_isOneThatStoodBy() {
        Par.closeDefault();
        assertEquals(1, par.workers(1).apply(() -> 1));
        await().atMost(ofSeconds(30)).until(() -> StandBy.pids().size() == StandBy.depth());
        List<Long> before = StandBy.pids();
        // the only worker exits: the next one comes from those that stand by
        try {
            par.workers(1).run(() -> System.exit(1));
        } catch (partita.api.WorkerDiedException expected) {
            assertEquals(1, expected.exitCode());
        }
        long pid = par.workers(1).apply(() -> ProcessHandle.current().pid());
        assertTrue(before.contains(pid), () -> "pid=" + pid + " stood by: " + before);
    }

    @Test
    @Behaviour(
            value = "_TestProcess.forkserver_sigkill",
            checks =
                    "when what new children are made from was killed, the child that runs goes on, and new children start"
                            + " all the same and end with 0")
    void start_allThatStoodByWereKilled_startsAllTheSame() {
        startWithout(ProcessHandle::destroyForcibly);
    }

    @Test
    @Behaviour(
            value = "_TestProcess.forkserver_sigint",
            checks =
                    "when what new children are made from got SIGINT, the child that runs goes on, and new children start"
                            + " all the same and end with 0")
    void start_allThatStoodByWereInterrupted_startsAllTheSame() {
        startWithout(process -> {
            try {
                new ProcessBuilder("kill", "-INT", Long.toString(process.pid()))
                        .start()
                        .waitFor();
                await("the end by SIGINT, which is ignored below nohup and in scripts behind &")
                        .atMost(ofSeconds(10))
                        .until(() -> !process.isAlive());
            } catch (IOException | InterruptedException e) {
                throw new AssertionError("no kill", e);
            }
        });
    }

    private void startWithout(Consumer<ProcessHandle> end) {
        Path event = folder.resolve("event");
        List<Long> before = standingBy();
        ChildProcess running = par.process(() -> await().atMost(ofSeconds(20)).until(() -> Files.exists(event)))
                .start();
        for (long pid : before) {
            if (pid != running.pid()) {
                ProcessHandle.of(pid).ifPresent(end);
            }
        }
        ChildProcess next = par.process(() -> Files.writeString(event, "set")).start();
        next.join();
        assertEquals(0, next.exitCode());
        assertTrue(Files.exists(event));
        running.join();
        assertEquals(0, running.exitCode());
    }

    @Test
    void closeDefault_thoseThatStandBy_end() {
        List<Long> before = standingBy();
        assertFalse(before.isEmpty());
        Par.closeDefault();
        assertTrue(StandBy.pids().isEmpty());
        for (long pid : before) {
            await().atMost(ofSeconds(5)).until(() -> ProcessHandle.of(pid).isEmpty());
        }
    }
}
