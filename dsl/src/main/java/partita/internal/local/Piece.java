package partita.internal.local;

import partita.spi.Engine;

/** A piece of work and the run that it belongs to. */
record Piece(ActiveRun run, Engine.Work work) {}
