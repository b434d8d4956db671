package partita.internal.worker;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import partita.internal.launch.Orders;
import partita.internal.launch.Role;
import partita.internal.transport.Address;
import partita.internal.transport.Dealer;
import partita.internal.wire.Message;

/** A pool worker's connection to its owner, which may stand before the worker has its orders: what comes till then waits. */
final class Connection {
    private final Dealer dealer;
    private final PrintStream rawErr = System.err;
    private final List<Message> early = new ArrayList<>();
    private @Nullable Consumer<Message> inbox;

    private Connection(Orders orders) {
        dealer = new Dealer(
                new Address(orders.get(Role.ENDPOINT), orders.get(Role.SERVER_KEY)),
                new Message.Hello(
                        orders.get(Role.TOKEN), ProcessHandle.current().pid()),
                this::received,
                e -> Farewell.broken(rawErr, e));
    }

    /** Connects to whom the orders name, and waits until that has bidden welcome. */
    static Connection open(Orders orders) {
        var connection = new Connection(orders);
        connection.dealer.connect();
        return connection;
    }

    Dealer dealer() {
        return dealer;
    }

    /** Gives what came, and what comes, to somebody; which must not block. */
    synchronized void to(Consumer<Message> receiver) {
        early.forEach(receiver);
        early.clear();
        inbox = receiver;
    }

    /** On the socket's thread. */
    private synchronized void received(Message message) {
        if (inbox == null) {
            early.add(message);
        } else {
            inbox.accept(message);
        }
    }
}
