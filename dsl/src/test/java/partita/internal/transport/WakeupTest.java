package partita.internal.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import org.junit.jupiter.api.Test;

class WakeupTest {
    @Test
    void signal_fromAnInterruptedThread_wakesAgainAndAgain() throws IOException {
        try (Wakeup wakeup = Wakeup.open();
                Selector selector = Selector.open()) {
            wakeup.channel().register(selector, SelectionKey.OP_READ);
            for (int i = 0; i < 100; i++) {
                Thread.currentThread().interrupt();
                wakeup.signal();
                wakeup.signal();
                assertTrue(Thread.interrupted());
                assertEquals(1, selector.select(10_000));
                selector.selectedKeys().clear();
                wakeup.reset();
                assertEquals(0, selector.selectNow());
            }
        }
    }
}
