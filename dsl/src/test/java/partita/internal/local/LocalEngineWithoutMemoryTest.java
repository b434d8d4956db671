package partita.internal.local;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** The same where work and results go as messages alone. */
final class LocalEngineWithoutMemoryTest extends LocalEngineTest {
    @BeforeAll
    static void switchOff() {
        System.setProperty(MemoryDesk.PROPERTY, "off");
    }

    @AfterAll
    static void switchOn() {
        System.clearProperty(MemoryDesk.PROPERTY);
    }
}
