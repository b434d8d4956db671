package partita.api;

/**
 * How the JVMs of workers and child processes come to be. A JVM cannot be forked, so that none of these is Python's
 * {@code fork} to the letter; what a lambda sees and whether it is refused is the same under all of them.
 */
public enum StartMethod {
    /** A cold JVM for each. Slowest to start, and nothing runs before it is asked for. */
    SPAWN,

    /**
     * The default: a JVM that stands by, started and warmed up beforehand, where there is one, else a cold one. What was
     * taken is replaced in the background. PARTITA_STANDBY sets how many stand by; 0 for none.
     */
    FORKSERVER,

    /**
     * As FORKSERVER, and all notebook variables go along as they are when the work is sent, not only those that its code
     * names: what looks one up by reflection finds it. Those that cannot travel are left out; {@code par.explain} names
     * them, and work that names one is refused as ever.
     */
    FORK,

    /**
     * Threads of this JVM, for debugging: as Python's {@code multiprocessing.dummy}. Everything is packed and unpacked as
     * with the others, so it sees the same values and is refused the same lambdas. Only the process id is this JVM's, and
     * the end differs: a thread cannot be killed, so {@code terminate} and {@code kill} interrupt it, and {@code
     * System.exit} ends the notebook.
     */
    THREAD
}
