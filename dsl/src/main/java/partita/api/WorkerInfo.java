package partita.api;

/**
 * Which worker did, or should have done, a piece of work.
 *
 * @param number its number within its engine, from 1
 * @param pid its process id on its host
 */
public record WorkerInfo(int number, long pid) {
    @Override
    public String toString() {
        return "worker " + number + " (pid=" + pid + ")";
    }
}
