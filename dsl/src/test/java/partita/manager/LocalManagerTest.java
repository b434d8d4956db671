package partita.manager;

import static partita.Par.par;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import partita.api.SharedManager;

/** The contract with a manager on this machine. */
class LocalManagerTest {
    private static SharedManager manager;

    @BeforeAll
    static void start() {
        manager = par.heap("128m").manager();
    }

    @AfterAll
    static void end() {
        manager.close();
    }

    @Nested
    class Collections extends CollectionContract {
        @Override
        SharedManager manager() {
            return manager;
        }
    }
}
