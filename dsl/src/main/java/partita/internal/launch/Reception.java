package partita.internal.launch;

import java.util.Map;
import partita.internal.transport.Address;
import partita.internal.transport.Guest;
import partita.internal.transport.Hub;

/**
 * Where the workers of this JVM's pools connect: one hub for all, so that a worker can shake hands before anybody knows
 * whose it will be. Its thread ends with this JVM.
 */
public final class Reception {
    private static final class Opened {
        static final Hub HUB = new Hub("workers");
    }

    private Reception() {}

    /**
     * The hub.
     *
     * @return the same one always
     */
    public static Hub hub() {
        return Opened.HUB;
    }

    /** Lets one worker in, by the orders that this gives. */
    static Map<String, String> expect(Guest guest) {
        Address address = hub().address();
        return Map.of(
                Role.ENDPOINT, address.endpoint(),
                Role.SERVER_KEY, address.serverKey(),
                Role.TOKEN, hub().expect(guest));
    }
}
