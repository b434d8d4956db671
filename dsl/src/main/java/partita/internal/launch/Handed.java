package partita.internal.launch;

/**
 * Results that a worker handed over.
 *
 * @param ticket their piece's ticket
 * @param last whether the piece is done
 * @param position up to where they stand in the ring
 * @param payload the results, one behind the other
 */
public record Handed(long ticket, boolean last, long position, byte[] payload) {}
