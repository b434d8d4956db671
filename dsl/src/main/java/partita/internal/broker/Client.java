package partita.internal.broker;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** A process that uses the broker. Guarded by the broker's lock. */
final class Client {
    /** Its name in memory; 0 until it is known to the broker. */
    final long number;

    final long pid;
    /** Its calls that were not answered yet. */
    final Map<Long, Request> open = new HashMap<>();

    /** Items of queues that are on their way to it, by the calls that they answer; the newest last. */
    final LinkedHashMap<Long, Delivery> deliveries = new LinkedHashMap<>();

    String name;
    boolean saidBye;
    boolean ended;

    /** An item that nobody has until it has arrived. */
    record Delivery(QueueState queue, byte[] item) {}

    Client(long number, long pid, String name) {
        this.number = number;
        this.pid = pid;
        this.name = name;
    }
}
