package partita.internal.shared;

import static partita.Par.par;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;

/** The contract of queues, locks and values in a manager. */
class ManagerSharedTest {
    private static ManagerProxy manager;

    @BeforeAll
    static void start() {
        manager = (ManagerProxy) par.heap("128m").manager();
    }

    @AfterAll
    static void end() {
        manager.close();
    }

    @Nested
    class Locks extends LockContract {
        @Override
        SharedFactory make() {
            return manager.factory();
        }
    }

    @Nested
    class Meetings extends MeetingContract {
        @Override
        SharedFactory make() {
            return manager.factory();
        }
    }

    @Nested
    class Queues extends QueueContract {
        @Override
        SharedFactory make() {
            return manager.factory();
        }
    }

    @Nested
    class Values extends ValueContract {
        @Override
        SharedFactory make() {
            return manager.factory();
        }
    }
}
