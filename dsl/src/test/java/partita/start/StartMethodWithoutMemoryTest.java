package partita.start;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import partita.Par;

/** The same contract where work and results go as messages alone. */
final class StartMethodWithoutMemoryTest extends StartMethodContractTest {
    @BeforeAll
    static void switchOff() {
        Par.closeDefault(); // engines look when they are made
        System.setProperty("partita.memory", "off");
    }

    @AfterAll
    static void switchOn() {
        Par.closeDefault();
        System.clearProperty("partita.memory");
    }
}
