package partita.spi;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ProgressTest {
    private static String text(long done, long total, boolean over) {
        return new Progress("", done, 0, total, 2, Duration.ofSeconds(4), Duration.ofSeconds(6), over).text();
    }

    @Test
    void text_running_saysHowLongTheRestTakes() {
        assertEquals("10/40 · 2.5/s · 12.0 s left · 2 workers", text(10, 40, false));
        assertEquals("0/40 · 0.0/s · 2 workers", text(0, 40, false));
    }

    @Test
    void text_over_saysTheTimeAndTheGain() {
        assertEquals("40/40 · 10.0/s · 4.0 s · speed-up 1.5 · 2 workers", text(40, 40, true));
        assertEquals("40 · 10.0/s · 4.0 s · speed-up 1.5 · 2 workers", text(40, -1, true));
    }

    @Test
    void text_overBeforeAllItemsEnded_saysStopped() {
        assertEquals("10/40 · 2.5/s · stopped after 4.0 s · 2 workers", text(10, 40, true));
    }
}
