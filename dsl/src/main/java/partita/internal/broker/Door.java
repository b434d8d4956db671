package partita.internal.broker;

import partita.internal.transport.Hub;

/** A way into a broker from elsewhere. */
public final class Door implements AutoCloseable {
    private final Hub hub;

    Door(Hub hub) {
        this.hub = hub;
    }

    /**
     * Where it is.
     *
     * @return {@code tcp://host:port}, with the port that was found
     */
    public String address() {
        return hub.address().endpoint();
    }

    /** Lets nobody in any more; who is in stays, and the last to go closes it. */
    public void leaveAjar() {
        hub.closeWhenLeft();
    }

    /** Ends all connections that go through it. */
    @Override
    public void close() {
        hub.close();
    }
}
