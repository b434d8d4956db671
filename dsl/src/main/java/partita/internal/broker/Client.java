package partita.internal.broker;

import java.util.HashMap;
import java.util.Map;

/** A process that uses the broker. Guarded by the broker's lock. */
final class Client {
    /** Its name in memory; 0 until it is known to the broker. */
    final long number;

    final long pid;
    /** Its calls that were not answered yet. */
    final Map<Long, Request> open = new HashMap<>();

    String name;
    boolean saidBye;
    boolean ended;

    Client(long number, long pid, String name) {
        this.number = number;
        this.pid = pid;
        this.name = name;
    }
}
