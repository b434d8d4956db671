package partita.internal.broker;

import org.jspecify.annotations.Nullable;
import partita.internal.transport.Address;
import partita.internal.transport.Credentials;
import partita.internal.transport.Endpoint;

/**
 * Where a shared object lives, and what lets a process in there.
 *
 * @param endpoint the broker's ZeroMQ endpoint
 * @param serverKey its public CURVE key, in Z85
 * @param credential proves that the object was handed over by one who had it
 * @param pid the process; {@link #FAR} where it may be on another machine
 * @param id tells brokers apart, by whatever address they are known; empty where that is not known yet
 */
public record Home(String endpoint, String serverKey, String credential, long pid, String id) {
    /** Nobody but the connection tells that such a process has ended. */
    public static final long FAR = -1;

    /**
     * A broker that listens at an address that people know.
     *
     * @param endpoint the address
     * @param credentials of the key
     * @return where it is
     * @throws partita.api.EngineException if the host's name is not known
     */
    public static Home at(Endpoint endpoint, Credentials credentials) {
        return new Home(
                Address.of(endpoint, credentials).endpoint(), credentials.serverKey(), credentials.token(), FAR, "");
    }

    boolean far() {
        return pid == FAR;
    }

    Address address() {
        return new Address(endpoint, serverKey, far());
    }

    /** The same, whose broker has said who it is. */
    Home known(String itsId) {
        return new Home(endpoint, serverKey, credential, pid, itsId);
    }

    /** By address. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Home h
                && h.endpoint.equals(endpoint)
                && h.serverKey.equals(serverKey)
                && h.credential.equals(credential)
                && h.pid == pid;
    }

    @Override
    public int hashCode() {
        return endpoint.hashCode();
    }

    @Override
    public String toString() {
        return "Home[endpoint=" + endpoint + " pid=" + pid + "]"; // a credential is nobody's to read
    }
}
