package partita.internal.broker;

/**
 * Where a shared object lives, and what lets a process in there.
 *
 * @param endpoint the broker's ZeroMQ endpoint
 * @param serverKey its public CURVE key, in Z85
 * @param credential proves that the object was handed over by one who had it
 * @param pid the process
 */
public record Home(String endpoint, String serverKey, String credential, long pid) {
    @Override
    public String toString() {
        return "Home[endpoint=" + endpoint + " pid=" + pid + "]"; // a credential is nobody's to read
    }
}
