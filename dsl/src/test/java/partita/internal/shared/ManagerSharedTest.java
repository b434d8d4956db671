package partita.internal.shared;

import static partita.Par.par;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;

/** The contract of queues, locks and values in a manager, on this machine and over TCP. */
class ManagerSharedTest {
    private static ManagerProxy manager;
    private static ManagerProxy far;

    @BeforeAll
    static void start() {
        manager = (ManagerProxy) par.heap("128m").manager();
        byte[] key = {1, 2, 3};
        far = (ManagerProxy) par.manager(manager.serve("tcp://127.0.0.1:0", key), key);
    }

    @AfterAll
    static void end() {
        far.close();
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

    @Nested
    class FarLocks extends LockContract {
        @Override
        SharedFactory make() {
            return far.factory();
        }
    }

    @Nested
    class FarMeetings extends MeetingContract {
        @Override
        SharedFactory make() {
            return far.factory();
        }
    }

    @Nested
    class FarQueues extends QueueContract {
        @Override
        SharedFactory make() {
            return far.factory();
        }
    }

    @Nested
    class FarValues extends ValueContract {
        @Override
        SharedFactory make() {
            return far.factory();
        }
    }
}
