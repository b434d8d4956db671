package partita.behaviour;

import static java.time.Duration.ofSeconds;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static partita.Par.par;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import partita.api.ChildProcess;
import partita.function.Task;

/** That a child counts as ended, and how, when its code and its shutdown hooks have ended, and not before. */
class LastWordTest {
    @TempDir
    Path folder;

    private static void write(Path file) {
        try {
            Files.writeString(file, "written");
        } catch (IOException e) {
            throw new IllegalStateException("cannot write file=" + file, e);
        }
    }

    private static void atEnd(Runnable hook) {
        Runtime.getRuntime().addShutdownHook(new Thread(hook));
    }

    private static void endless() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            throw new IllegalStateException("nobody interrupts this", e);
        }
    }

    private static ChildProcess joined(Task task) {
        ChildProcess child = par.process(task).start();
        assertTrue(child.join(ofSeconds(20)), child::toString);
        return child;
    }

    @Test
    void join_hookThatTakesAWhile_waitsForIt() {
        Path file = folder.resolve("hook");
        ChildProcess child = joined(() -> atEnd(() -> {
            await().pollDelay(ofSeconds(1)).until(() -> true);
            write(file);
        }));
        assertTrue(Files.exists(file));
        assertEquals(0, child.exitCode());
    }

    @Test
    void join_threadThatIsNoDaemon_waitsForIt() {
        Path file = folder.resolve("thread");
        ChildProcess child = joined(() -> new Thread(() -> {
                    await().pollDelay(ofSeconds(1)).until(() -> true);
                    write(file);
                })
                .start());
        assertTrue(Files.exists(file));
        assertEquals(0, child.exitCode());
    }

    @Test
    void exitCode_hookThatHalts_isTheHooks() {
        assertEquals(7, joined(() -> atEnd(() -> Runtime.getRuntime().halt(7))).exitCode());
    }

    @Test
    void exitCode_otherThreadThatExits_isThatThreads() {
        assertEquals(3, joined(() -> new Thread(() -> System.exit(3)).start()).exitCode());
    }

    @Test
    void exitCode_exitAfterAnException_isTheExits() {
        assertEquals(
                4,
                joined(() -> {
                            new Thread(() -> System.exit(4)).start();
                            throw new IllegalStateException("and this is printed");
                        })
                        .exitCode());
    }

    @Test
    void exitCode_streamsClosedByTheChild_isItsOwn() {
        assertEquals(
                0,
                joined(() -> {
                            System.out.close();
                            System.err.close();
                        })
                        .exitCode());
    }

    @Test
    void exitCode_killedInAHook_isMinusTheSignal() {
        Path file = folder.resolve("ending");
        ChildProcess child = par.process(() -> atEnd(() -> {
                    write(file);
                    endless();
                }))
                .start();
        await().atMost(ofSeconds(20)).until(() -> Files.exists(file));
        child.kill();
        assertTrue(child.join(ofSeconds(20)));
        assertEquals(-9, child.exitCode());
    }

    @Test
    void join_normalEnd_processIsGoneSoon() {
        ChildProcess child = joined(() -> {});
        long pid = child.pid();
        await().atMost(ofSeconds(10)).until(() -> ProcessHandle.of(pid).isEmpty());
        assertEquals(0, child.exitCode());
    }
}
