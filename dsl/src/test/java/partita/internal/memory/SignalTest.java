package partita.internal.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SignalTest {
    private static final int ROUNDS = 2_000;
    private static final long LONG_NANOS = 60_000_000_000L;

    @TempDir
    private Path folder;

    @BeforeEach
    void onlyWhereThereIsOne() {
        assumeTrue(Futex.available(), "no futex on this system");
    }

    /** Two of them, one to and one fro, and a number of rounds behind them. */
    private static Signal to(Segment segment) {
        return new Signal(segment.memory(), 0);
    }

    private static Signal fro(Segment segment) {
        return new Signal(segment.memory(), Signal.BYTES);
    }

    private static void await(Signal signal, Segment segment, long at, int round) {
        while (true) {
            int ticket = signal.ticket();
            if (Words.getInt(segment.memory(), at) >= round) {
                return;
            }
            signal.await(ticket, LONG_NANOS);
        }
    }

    /** The other process: answers each round. */
    static final class Echo {
        private Echo() {}

        public static void main(String[] arguments) throws IOException {
            try (Segment segment = Segment.attach(Path.of(arguments[0]))) {
                for (int round = 1; round <= ROUNDS; round++) {
                    await(to(segment), segment, 128, round);
                    Words.setInt(segment.memory(), 192, round);
                    fro(segment).raise();
                }
            }
        }
    }

    @Test
    void raise_inAnotherProcess_endsTheWaitEachTime() throws Exception {
        try (Segment segment = Segment.create(folder.resolve("signals"), 256)) {
            Process echo = new ProcessBuilder(List.of(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "--enable-native-access=ALL-UNNAMED",
                            "-XX:+UseSerialGC",
                            "-cp",
                            System.getProperty("java.class.path"),
                            Echo.class.getName(),
                            segment.file().toString()))
                    .inheritIO()
                    .start();
            for (int round = 1; round <= ROUNDS; round++) {
                Words.setInt(segment.memory(), 128, round);
                to(segment).raise();
                await(fro(segment), segment, 192, round);
            }
            assertEquals(0, echo.waitFor());
        }
    }

    @Test
    void await_toldBetweenTicketAndWait_returnsAtOnce() throws IOException {
        try (Segment segment = Segment.create(folder.resolve("signals"), 256)) {
            Signal signal = to(segment);
            int ticket = signal.ticket();
            signal.raise();
            long begin = System.nanoTime();
            assertTrue(signal.await(ticket, LONG_NANOS));
            assertTrue(System.nanoTime() - begin < LONG_NANOS / 2);
            assertFalse(signal.await(signal.ticket(), 1_000), "nothing new");
        }
    }

    @Test
    void await_interrupted_returnsWithinASliceAndKeepsTheFlag() throws IOException {
        try (Segment segment = Segment.create(folder.resolve("signals"), 256)) {
            Signal signal = to(segment);
            Thread.currentThread().interrupt();
            assertFalse(signal.await(signal.ticket(), LONG_NANOS));
            assertTrue(Thread.interrupted());
        }
    }

    @Test
    void number_otherSystems_thereIsNone() {
        assertEquals(OptionalLong.of(202), Futex.number("Linux", "amd64"));
        assertEquals(OptionalLong.of(98), Futex.number("Linux", "aarch64"));
        assertEquals(OptionalLong.empty(), Futex.number("Linux", "riscv64"));
        assertEquals(OptionalLong.empty(), Futex.number("Mac OS X", "aarch64"));
    }
}
