package partita.internal.shared;

import static java.time.Duration.ZERO;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static partita.Par.par;

import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import partita.api.ChildProcess;
import partita.api.SharedLongs;
import partita.function.Task;

/**
 * Processes that are killed again and again in the middle of what they share with this one, which measures how long it
 * waits on the dead. {@code -Dpartita.kills=200} for the full size of moments that chance chooses.
 */
abstract class Killing {
    static final int KILLS = Integer.getInteger("partita.kills", 2);
    static final long SEED = System.nanoTime();
    /** What a loaded machine may need beyond the second of which the full size tells. */
    private static final long MOST_NANOS = ofSeconds(5).toNanos();

    final Random random = new Random(SEED);
    /** What processes say of themselves. */
    final SharedLongs counts = par.longs(1);

    private final AtomicLong longest = new AtomicLong();

    static ChildProcess start(Task task) {
        return par.heap("64m").process(task).daemon(true).start();
    }

    void awaitUse(long more) {
        long moment = counts.get(0) + more;
        await().pollDelay(ZERO).pollInterval(ofMillis(1)).atMost(ofSeconds(30)).until(() -> counts.get(0) >= moment);
    }

    /** Somebody has waited since then. */
    void waited(long begun) {
        waited(begun, System.nanoTime());
    }

    void waited(long begun, long ended) {
        longest.accumulateAndGet(ended - begun, Math::max);
    }

    void told(String what) {
        told(what, "kills=" + KILLS);
    }

    void told(String what, String size) {
        System.out.println(what + ": " + size + " longest wait ms=" + longest.get() / 1_000_000);
        assertTrue(longest.get() < MOST_NANOS, "seed=" + SEED + " longest=" + longest);
    }
}
