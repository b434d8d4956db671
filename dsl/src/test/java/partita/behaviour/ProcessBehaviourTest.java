package partita.behaviour;

import static java.time.Duration.ZERO;
import static java.time.Duration.ofSeconds;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static partita.Par.par;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import partita.api.ChildProcess;
import partita.testing.Behaviour;

/** What CPython's _TestProcess checks, of what exists. */
class ProcessBehaviourTest {
    private static ChildProcess sleeper() {
        return par.process(() -> new CountDownLatch(1).await()).daemon(true);
    }

    private static int endedBy(Consumer<ChildProcess> end) {
        ChildProcess p = sleeper().start();
        assertTrue(p.isAlive());
        assertTrue(par.activeChildren().contains(p));
        assertThrows(IllegalStateException.class, p::exitCode);
        assertFalse(p.join(ZERO));
        assertTrue(p.isAlive());
        assertFalse(p.join(ofSeconds(-1)));
        assertTrue(p.isAlive());
        end.accept(p);
        assertTrue(p.join(ofSeconds(10)));
        assertFalse(p.isAlive());
        assertFalse(par.activeChildren().contains(p));
        p.join();
        return p.exitCode();
    }

    @Test
    @Behaviour(
            value = "_TestProcess.terminate",
            checks = "a sleeping child lives on past join(0) and join(-1), and"
                    + " ends with minus SIGTERM when it is terminated")
    void terminate_sleepingChild_exitsWithMinusSigterm() {
        assertEquals(-15, endedBy(ChildProcess::terminate));
    }

    @Test
    @Behaviour(
            value = "_TestProcess.kill",
            checks = "a sleeping child lives on past join(0) and join(-1), and ends with"
                    + " minus SIGKILL when it is killed")
    void kill_sleepingChild_exitsWithMinusSigkill() {
        assertEquals(-9, endedBy(ChildProcess::kill));
    }

    @Test
    @Behaviour(
            value = "_TestProcess.active_children",
            checks = "active_children is a list that holds a child only from" + " its start to its join")
    void activeChildren_child_heldFromStartToJoin() {
        assertInstanceOf(List.class, par.activeChildren());
        ChildProcess p = par.process(() -> {});
        assertFalse(par.activeChildren().contains(p));
        p.daemon(true).start();
        assertTrue(par.activeChildren().contains(p) || !p.isAlive());
        p.join();
        assertFalse(par.activeChildren().contains(p));
    }

    @Test
    @Behaviour(
            value = "_TestProcess.many_processes",
            checks = "many children started together end with 0; many sleeping"
                    + " ones, terminated at once, end with minus SIGTERM")
    void process_many_allEndAsTheyShould() {
        // As CPython does where a start is costly: five.
        List<ChildProcess> quick =
                IntStream.range(0, 5).mapToObj(_ -> par.process(() -> {})).toList();
        quick.forEach(ChildProcess::start);
        quick.forEach(ChildProcess::join);
        quick.forEach(p -> assertEquals(0, p.exitCode()));
        List<ChildProcess> sleepers =
                IntStream.range(0, 5).mapToObj(_ -> sleeper()).toList();
        sleepers.forEach(ChildProcess::start);
        sleepers.forEach(ChildProcess::terminate);
        sleepers.forEach(ChildProcess::join);
        sleepers.forEach(p -> assertEquals(-15, p.exitCode()));
    }

    @Test
    void start_secondTime_isRefused() {
        ChildProcess p = par.process(() -> {}).start();
        assertThrows(IllegalStateException.class, p::start);
        p.join();
    }

    @Test
    void start_argument_isGivenToTheTask() {
        ChildProcess p = par.process("seven", 7, n -> System.exit(n)).start();
        p.join();
        assertEquals(7, p.exitCode());
        assertEquals("seven", p.name());
    }
}
