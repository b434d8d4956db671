package partita.internal.shared;

import org.junit.jupiter.api.Nested;
import partita.internal.broker.Ports;

/** The contract in the JVM that keeps the objects. */
class LocalSharedTest {
    @Nested
    class Locks extends LockContract {
        @Override
        SharedFactory make() {
            return new SharedFactory(Ports.own(), false);
        }
    }

    @Nested
    class Meetings extends MeetingContract {
        @Override
        SharedFactory make() {
            return new SharedFactory(Ports.own(), false);
        }
    }

    @Nested
    class Queues extends QueueContract {
        @Override
        SharedFactory make() {
            return new SharedFactory(Ports.own(), false);
        }
    }

    @Nested
    class Values extends ValueContract {
        @Override
        SharedFactory make() {
            return new SharedFactory(Ports.own(), false);
        }
    }
}
