package partita.internal.launch;

/**
 * Does once what the code that a worker runs often does, in a JVM that records what it loads for those to come. Found by
 * {@link java.util.ServiceLoader}, since what workers run knows them and not the other way about.
 */
public interface Rehearsal {
    /**
     * Does it.
     *
     * @throws Exception if that is not possible; there is no cache then
     */
    void run() throws Exception;
}
