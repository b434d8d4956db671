package partita.behaviour;

import static java.time.Duration.ofSeconds;
import static java.util.logging.Level.FINE;
import static java.util.logging.Level.INFO;
import static java.util.logging.Level.WARNING;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static partita.Par.par;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import partita.api.ChildProcess;
import partita.api.Connection;
import partita.api.Pipe;
import partita.api.Pool;
import partita.api.StartMethod;
import partita.testing.Behaviour;

/** The logger that a notebook and its processes have in common. */
class LoggingBehaviourTest {
    private static final Duration LIMIT = ofSeconds(30);

    private final PrintStream before = System.err;
    private final ByteArrayOutputStream written = new ByteArrayOutputStream();

    @BeforeEach
    void takeStandardError() {
        System.setErr(new PrintStream(written, true, StandardCharsets.UTF_8));
    }

    @AfterEach
    void giveBack() {
        System.setErr(before);
        par.logger().setLevel(null);
        for (Handler handler : par.logger().getHandlers()) {
            handler.setLevel(Level.ALL);
        }
    }

    private List<String> lines() {
        return Arrays.stream(written.toString(StandardCharsets.UTF_8).split("\n"))
                .filter(line -> line.startsWith("["))
                .toList();
    }

    private void awaitLine(String line) {
        await().atMost(LIMIT).until(() -> lines().contains(line));
    }

    @Test
    @Behaviour(
            value = "_TestLogging.enable_logging",
            checks = "there is one logger; what is below its level is not printed")
    void logger_belowItsLevel_printsNothing() {
        Logger logger = par.logToStderr(WARNING);
        assertNotNull(logger);
        assertSame(par.logger(), logger);
        logger.fine("this will not be printed");
        logger.info("nor will this");
        logger.warning("this will");
        par.logToStderr(INFO); // a second time: still one line each
        logger.info("and this");
        assertEquals(List.of("[WARNING/MainProcess] this will", "[INFO/MainProcess] and this"), lines());
    }

    private static int levelInEffect() {
        Logger logger = par.logger();
        while (logger.getLevel() == null) {
            logger = logger.getParent();
        }
        return logger.getLevel().intValue();
    }

    private static void tellLevel(Connection<Integer> to) {
        to.send(levelInEffect());
    }

    @Test
    @Behaviour(
            value = "_TestLogging.level",
            checks =
                    "a child's logger has the level in effect at its parent's: its own, or where it has none the root's")
    void logger_inAChild_hasTheLevelOfItsParent() {
        Logger root = Logger.getLogger("");
        Level rootLevel = root.getLevel();
        Pipe<Integer> pipe = par.pipe(Integer.class).oneWay();
        Pipe<Integer> next = par.pipe(Integer.class).oneWay();
        try {
            par.logger().setLevel(Level.parse("832"));
            ChildProcess first =
                    par.process(pipe.child(), LoggingBehaviourTest::tellLevel).start();
            assertEquals(832, pipe.parent().recv(LIMIT));
            Children.join(first);
            par.logger().setLevel(null);
            root.setLevel(Level.parse("837"));
            ChildProcess second =
                    par.process(next.child(), LoggingBehaviourTest::tellLevel).start();
            assertEquals(837, next.parent().recv(LIMIT));
            Children.join(second);
        } finally {
            root.setLevel(rootLevel);
        }
    }

    @Test
    @Behaviour(
            value = "_TestLogging.filename",
            checks = "a handler of one's own is told which class and method each record came from")
    void logger_ownHandler_isToldWhereARecordCameFrom() {
        var seen = new StringBuilder();
        Handler handler = new Handler() {
            @Override
            public void publish(LogRecord entry) {
                seen.append('[')
                        .append(entry.getLevel())
                        .append("] [")
                        .append(entry.getSourceClassName())
                        .append('.')
                        .append(entry.getSourceMethodName())
                        .append("] ")
                        .append(entry.getMessage())
                        .append('\n');
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        handler.setLevel(Level.ALL);
        par.logger().setLevel(FINE);
        par.logger().addHandler(handler);
        try {
            par.logger().info("1");
            par.logger().fine("3");
        } finally {
            par.logger().removeHandler(handler);
        }
        String where = "[" + LoggingBehaviourTest.class.getName() + ".logger_ownHandler_isToldWhereARecordCameFrom] ";
        assertEquals("[INFO] " + where + "1\n[FINE] " + where + "3\n", seen.toString());
    }

    @Test
    void logToStderr_fromEveryKindOfProcess_namesIt() {
        par.logToStderr(INFO);
        par.startMethod(StartMethod.THREAD)
                .process("in-thread", () -> par.logger().info("thread"))
                .start()
                .join();
        awaitLine("[INFO/in-thread] thread");
        par.heap("64m")
                .process("outer", () -> {
                    par.logger().info("child");
                    par.process("inner", () -> par.logger().info("grandchild"))
                            .start()
                            .join();
                })
                .start()
                .join();
        awaitLine("[INFO/outer] child");
        awaitLine("[INFO/inner] grandchild");
        try (Pool pool = par.pool(1)) {
            pool.forEach(
                    List.of(1), x -> par.forEach(List.of(x), y -> par.logger().info("nested " + y)));
            awaitLine("[INFO/PoolWorker-1] nested 1");
        }
    }

    @Test
    void logToStderr_workerThatRunsAlready_takesTheNewLevel() {
        par.logger().setLevel(WARNING);
        try (Pool pool = par.pool(1)) {
            pool.forEach(List.of(1), x -> par.logger().info("too early " + x));
            par.logToStderr(INFO);
            pool.forEach(List.of(2), x -> {
                par.logger().fine("too fine");
                par.logger().log(INFO, "in time {0}", x);
            });
            awaitLine("[INFO/PoolWorker-1] in time 2");
            par.logger().setLevel(FINE);
            pool.forEach(List.of(3), x -> par.logger().fine("fine " + x));
            awaitLine("[FINE/PoolWorker-1] fine 3");
        }
        assertTrue(lines().stream().noneMatch(line -> line.contains("too ")), () -> lines().toString());
    }

    @Test
    void logToStderr_manyThreadsAndProcesses_linesStayWhole() {
        par.logToStderr(INFO);
        String text = "x".repeat(300);
        try (Pool pool = par.pool(2)) {
            pool.forEach(par.range(200), i -> par.logger().info(i + " " + text));
        }
        await().atMost(LIMIT).until(() -> lines().size() == 200);
        for (String line : lines()) {
            assertTrue(line.matches("\\[INFO/PoolWorker-\\d+] \\d+ x{300}"), line);
        }
        assertFalse(lines().isEmpty());
    }
}
