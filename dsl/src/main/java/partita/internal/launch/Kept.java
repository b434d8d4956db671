package partita.internal.launch;

/**
 * A result that a worker had kept in its journal.
 *
 * @param ticket the ticket of the piece that it belongs to
 * @param payload the packed result
 */
public record Kept(long ticket, byte[] payload) {}
