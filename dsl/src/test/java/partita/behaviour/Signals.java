package partita.behaviour;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;

/** Signals of the operating system. */
final class Signals {
    private Signals() {}

    /** Returns when it was sent, which is not when it was dealt with. */
    static void send(String signal, long pid) throws IOException, InterruptedException {
        assertEquals(
                0,
                new ProcessBuilder("kill", signal, Long.toString(pid)).start().waitFor());
    }
}
