package partita.behaviour;

import static java.time.Duration.ofSeconds;
import static java.util.stream.Collectors.joining;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static partita.Par.par;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import partita.api.ChildProcess;
import partita.api.NotShippableException;
import partita.testing.Behaviour;

/** Parents, children and grandchildren: what they are called, know of each other, and how they end together. */
class ProcessFamilyTest {
    @TempDir
    Path folder;

    private static void say(Path file, String line) throws IOException {
        Files.writeString(file, line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    private static List<String> said(Path file) throws IOException {
        return Files.exists(file) ? Files.readAllLines(file) : List.of();
    }

    private static String number(String name) {
        return name.replaceFirst("Process-", "");
    }

    @Test
    @Behaviour(
            value = "_TestProcess.current",
            checks = "the current process is alive, no daemon, has this JVM's process id and no exit code yet")
    void currentProcess_ofTheNotebook_isAliveAndNoDaemon() {
        ChildProcess current = par.currentProcess();
        assertTrue(current.isAlive());
        assertFalse(current.daemon());
        assertEquals(ProcessHandle.current().pid(), current.pid());
        assertEquals("MainProcess", current.name());
        assertThrows(IllegalStateException.class, current::exitCode);
        assertThrows(IllegalStateException.class, current::join, "it would wait for itself");
    }

    @Test
    @Behaviour(
            value = "_TestProcess.daemon_argument",
            checks = "unless told otherwise a child is a daemon if the current process is; else as told")
    void daemon_unsaid_isThatOfTheCurrentProcess() throws IOException {
        assertEquals(par.currentProcess().daemon(), par.process(() -> {}).daemon());
        assertTrue(par.process(() -> {}).daemon(true).daemon());
        assertFalse(par.process(() -> {}).daemon(false).daemon());
        Path file = folder.resolve("daemon");
        ChildProcess daemon = par.process(() -> say(
                        file,
                        par.currentProcess().daemon() + " "
                                + par.process(() -> {}).daemon()))
                .daemon(true)
                .start();
        daemon.join();
        assertEquals(List.of("true true"), said(file));
    }

    @Test
    @Behaviour(
            value = "_TestProcess.parent_process_attributes",
            checks = "the main process has no parent process; a child's has the id and the name of who started it")
    void parentProcess_ofAChild_isWhoStartedIt() throws IOException {
        assertNull(par.parentProcess());
        Path file = folder.resolve("parent");
        par.process(() -> say(
                        file,
                        par.parentProcess().pid() + " " + par.parentProcess().name()))
                .start()
                .join();
        assertEquals(
                List.of(par.currentProcess().pid() + " " + par.currentProcess().name()), said(file));
    }

    @Test
    @Behaviour(
            value = "_TestProcess.parent_process",
            checks = "a grandchild sees its parent alive; when that is terminated the grandchild, which waits for its"
                    + " parent's end, ends too instead of staying behind")
    void parentProcess_terminated_takesTheGrandchildAlong() throws IOException {
        Path file = folder.resolve("status");
        ChildProcess child = par.process(() -> {
                    par.process(() -> {
                                say(
                                        file,
                                        ProcessHandle.current().pid() + " "
                                                + par.parentProcess().isAlive());
                                par.parentProcess().join();
                            })
                            .start();
                    new CountDownLatch(1).await();
                })
                .start();
        await().atMost(ofSeconds(20)).until(() -> said(file).size() == 1);
        String[] status = said(file).getFirst().split(" ");
        assertEquals("true", status[1]);
        child.terminate();
        assertTrue(child.join(ofSeconds(10)));
        await().atMost(ofSeconds(5))
                .until(() -> ProcessHandle.of(Long.parseLong(status[0])).isEmpty());
        assertEquals(-15, child.exitCode());
    }

    @Test
    @Behaviour(
            value = "_TestProcess.recursion",
            checks =
                    "each process starts two children one after the other, to the depth of two, and all report in order")
    void process_inProcesses_toTheDepthOfTwo() throws IOException {
        Path file = folder.resolve("tree");
        ChildProcess root = par.process("", id -> recurse(file, id)).start();
        root.join();
        assertEquals(0, root.exitCode());
        assertEquals(List.of("", "0", "00", "01", "1", "10", "11"), said(file));
    }

    private static void recurse(Path file, String id) throws IOException {
        say(file, id);
        if (id.length() < 2) {
            for (int i = 0; i < 2; i++) {
                par.process(id + i, next -> recurse(file, next)).start().join();
            }
        }
    }

    @Test
    @Behaviour(
            value = "_TestProcess.process",
            checks =
                    "a daemon child with a name and arguments is active from start to join, sees its arguments, its name"
                            + " and its process id, and ends with 0")
    void process_named_seesItsArgumentNameAndPid() throws IOException {
        Path file = folder.resolve("seen");
        ChildProcess p = par.process(
                        "SomeProcess",
                        List.of(1, 2, 2.54),
                        given -> say(
                                file,
                                given + " " + par.currentProcess().name() + " "
                                        + par.currentProcess().pid()))
                .daemon(true);
        assertFalse(p.isAlive());
        assertTrue(p.daemon());
        assertFalse(par.activeChildren().contains(p));
        assertThrows(IllegalStateException.class, p::exitCode);
        p.start();
        long pid = p.pid();
        p.join();
        assertEquals(List.of("[1, 2, 2.54] SomeProcess " + pid), said(file));
        assertEquals(0, p.exitCode());
        assertFalse(p.isAlive());
        assertFalse(par.activeChildren().contains(p));
    }

    @Test
    @Behaviour(
            value = "_TestProcess.process_mainthread_native_id",
            checks = "the operating system's id of a child's main thread is not that of the parent's")
    void process_mainThread_isAnother() throws IOException {
        Path file = folder.resolve("thread");
        par.process(() -> say(file, thread())).start().join();
        assertNotEquals(thread(), said(file).getFirst());
    }

    private static String thread() throws IOException {
        return Files.readSymbolicLink(Path.of("/proc/thread-self")).toString();
    }

    @Test
    void name_ofChildAndGrandchild_isNumberedWithinItsParent() throws IOException {
        Path file = folder.resolve("names");
        ChildProcess child = par.process(() -> {
                    for (int i = 0; i < 2; i++) {
                        ChildProcess grandchild =
                                par.process(() -> say(file, par.currentProcess().name()));
                        say(file, grandchild.name());
                        grandchild.start().join();
                    }
                })
                .name("first");
        String usual = par.process(() -> {}).name();
        int number = Integer.parseInt(number(usual)) - 1;
        child.start().join();
        assertEquals(
                List.of(
                        "Process-" + number + ":1",
                        "Process-" + number + ":1",
                        "Process-" + number + ":2",
                        "Process-" + number + ":2"),
                said(file));
    }

    @Test
    void name_ofTheCurrentProcess_isWhatItsChildrenKnow() throws IOException {
        Path file = folder.resolve("renamed");
        par.process(() -> {
                    par.currentProcess().name("the boss");
                    par.process(() -> say(file, par.parentProcess().name()))
                            .start()
                            .join();
                })
                .start()
                .join();
        assertEquals(List.of("the boss"), said(file));
    }

    @Test
    void end_ofAChild_waitsForItsChildrenAndEndsItsDaemons() throws IOException {
        Path file = folder.resolve("end");
        ChildProcess child = par.process(() -> {
                    par.process(() -> {
                                par.process(() -> say(file, "great-grandchild")).start();
                            })
                            .start();
                    ChildProcess daemon = par.process(() -> {
                                say(file, "pid " + ProcessHandle.current().pid());
                                new CountDownLatch(1).await();
                            })
                            .daemon(true)
                            .start();
                    await().atMost(ofSeconds(20))
                            .until(() -> said(file).stream().anyMatch(l -> l.startsWith("pid")));
                    assertTrue(daemon.isAlive());
                })
                .start();
        assertTrue(child.join(ofSeconds(30)));
        assertEquals(0, child.exitCode());
        String all = said(file).stream().collect(joining(","));
        assertTrue(all.contains("great-grandchild"), all);
        long daemon = said(file).stream()
                .filter(line -> line.startsWith("pid"))
                .mapToLong(line -> Long.parseLong(line.substring(4)))
                .findFirst()
                .orElseThrow();
        assertTrue(ProcessHandle.of(daemon).isEmpty());
    }

    @Test
    void kill_ofAChild_endsAllItsDescendants() throws IOException {
        Path file = folder.resolve("descendants");
        ChildProcess child = par.process(() -> {
                    par.process(() -> {
                                Process shell = new ProcessBuilder("sleep", "600").start();
                                say(file, Long.toString(shell.pid()));
                                say(file, Long.toString(ProcessHandle.current().pid()));
                                new CountDownLatch(1).await();
                            })
                            .start()
                            .join();
                })
                .start();
        await().atMost(ofSeconds(20)).until(() -> said(file).size() == 2);
        child.kill();
        assertTrue(child.join(ofSeconds(10)));
        assertEquals(-9, child.exitCode());
        for (String pid : said(file)) {
            await().atMost(ofSeconds(5))
                    .until(() -> ProcessHandle.of(Long.parseLong(pid)).isEmpty());
        }
    }

    @Test
    void kill_ofTheParentAlone_endsAChildThatHangsInItsShutdownHook() throws IOException {
        Path file = folder.resolve("hanging");
        ChildProcess child = par.process(() -> par.process(() -> {
                            Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                                try {
                                    say(
                                            file,
                                            Long.toString(
                                                    ProcessHandle.current().pid()));
                                    new CountDownLatch(1).await();
                                } catch (IOException | InterruptedException e) {
                                    throw new IllegalStateException(e);
                                }
                            }));
                        })
                        .start()
                        .join())
                .start();
        await().atMost(ofSeconds(20)).until(() -> said(file).size() == 1);
        ProcessHandle.of(child.pid()).orElseThrow().destroyForcibly();
        assertTrue(child.join(ofSeconds(10)));
        long hanging = Long.parseLong(said(file).getFirst());
        await().atMost(ofSeconds(5)).until(() -> ProcessHandle.of(hanging).isEmpty());
    }

    @Test
    void process_insidePoolItems_runsAndIsJoined() throws IOException {
        List<Integer> codes = par.map(List.of(3, 4), n -> {
            ChildProcess child = par.process(n, code -> System.exit(code)).start();
            child.join();
            return child.exitCode();
        });
        assertEquals(List.of(3, 4), codes);
        assertEquals(List.of("MainProcess", "MainProcess"), par.map(List.of(1, 2), _ -> par.parentProcess()
                .name()));
        assertTrue(par.apply(() -> par.currentProcess().name()).startsWith("PoolWorker-"));
    }

    @Test
    void childProcess_inALambda_isRefusedWithAdvice() {
        ChildProcess child = par.process(() -> {});
        NotShippableException refused = assertThrows(NotShippableException.class, () -> par.apply(child::name));
        assertTrue(refused.getMessage().contains("ChildProcess belongs to the process"), refused::getMessage);
    }
}
