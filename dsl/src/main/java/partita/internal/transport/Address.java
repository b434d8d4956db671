package partita.internal.transport;

/**
 * Where a hub listens and how to know it.
 *
 * @param endpoint the ZeroMQ endpoint
 * @param serverKey its public CURVE key, in Z85
 * @param far whether it may be on another machine: then nobody but the connection tells that it is gone
 */
public record Address(String endpoint, String serverKey, boolean far) {
    /**
     * A hub of this machine.
     *
     * @param endpoint the ZeroMQ endpoint
     * @param serverKey its public CURVE key, in Z85
     */
    public Address(String endpoint, String serverKey) {
        this(endpoint, serverKey, false);
    }

    /**
     * A hub that listens at an address that people know.
     *
     * @param endpoint the address, which may have a name in it
     * @param credentials of the key
     * @return where to connect to
     * @throws partita.api.EngineException if the host's name is not known
     */
    public static Address of(Endpoint endpoint, Credentials credentials) {
        return new Address(endpoint.numeric(), credentials.serverKey(), true);
    }

    @Override
    public String toString() {
        return "Address[endpoint=" + endpoint + " far=" + far + "]"; // the server's key may be a secret
    }
}
