package partita.internal.local;

import partita.spi.Engine;

/**
 * A piece of work, or what is left of it.
 *
 * @param run the run that it belongs to
 * @param work the piece
 * @param from the offset of the first item that is left
 */
record Piece(ActiveRun run, Engine.Work work, int from) {
    Piece from(int offset) {
        return new Piece(run, work, offset);
    }
}
