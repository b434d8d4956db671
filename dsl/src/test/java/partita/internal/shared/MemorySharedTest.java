package partita.internal.shared;

import org.junit.jupiter.api.Nested;
import partita.internal.broker.Ports;

/** The contract in the JVM that lends the memory that the objects lie in. */
class MemorySharedTest {
    @Nested
    class Locks extends LockContract {
        @Override
        boolean inOrder() {
            return false;
        }

        @Override
        SharedFactory make() {
            return new SharedFactory(Ports.own(), true);
        }
    }

    @Nested
    class Meetings extends MeetingContract {
        @Override
        SharedFactory make() {
            return new SharedFactory(Ports.own(), true);
        }
    }

    @Nested
    class Queues extends QueueContract {
        @Override
        SharedFactory make() {
            return new SharedFactory(Ports.own(), true);
        }
    }

    @Nested
    class Values extends ValueContract {
        @Override
        SharedFactory make() {
            return new SharedFactory(Ports.own(), true);
        }
    }
}
