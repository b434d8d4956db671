package partita.internal.transport;

/**
 * Where a hub listens and how to know it.
 *
 * @param endpoint the ZeroMQ endpoint
 * @param serverKey its public CURVE key, in Z85
 */
public record Address(String endpoint, String serverKey) {}
