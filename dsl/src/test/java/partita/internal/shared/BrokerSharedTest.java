package partita.internal.shared;

import org.junit.jupiter.api.Nested;
import partita.internal.broker.Port;
import partita.internal.broker.Ports;

/** The contract through the broker, by a connection as another process of this machine has it: through memory. */
class BrokerSharedTest {
    private static final Port REMOTE = Ports.connect(Ports.own().home());

    @Nested
    class Locks extends LockContract {
        @Override
        SharedFactory make() {
            return new SharedFactory(REMOTE, false);
        }
    }

    @Nested
    class Meetings extends MeetingContract {
        @Override
        SharedFactory make() {
            return new SharedFactory(REMOTE, false);
        }
    }

    @Nested
    class Queues extends QueueContract {
        @Override
        SharedFactory make() {
            return new SharedFactory(REMOTE, false);
        }
    }

    @Nested
    class Values extends ValueContract {
        @Override
        SharedFactory make() {
            return new SharedFactory(REMOTE, false);
        }
    }
}
