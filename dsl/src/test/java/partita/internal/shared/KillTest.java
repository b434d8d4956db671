package partita.internal.shared;

import static java.time.Duration.ZERO;
import static java.time.Duration.ofSeconds;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static partita.Par.par;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import partita.api.ChildProcess;
import partita.api.Guard;
import partita.api.SharedLock;
import partita.api.SharedLongs;
import partita.api.SharedValue;

/**
 * Processes that use a lock, a number and an array in shared memory and are killed at any moment, again and again:
 * nobody waits long on the dead, nothing is lost but the step that was under way, and who comes next is told.
 * {@code -Dpartita.kills=200} for the full size.
 */
class KillTest {
    private static final int KILLS = Integer.getInteger("partita.kills", 3);
    private static final long SEED = System.nanoTime();

    @Test
    @Timeout(1_800) // at full size
    void memory_usersKilledAtAnyMoment_othersGoOn() {
        var random = new Random(SEED);
        SharedLock lock = par.lock();
        SharedValue<Long> all = par.value(0L);
        SharedLongs counts = par.longs(4);
        long longest = 0;
        int told = 0;
        for (int i = 0; i < KILLS; i++) {
            ChildProcess child = par.heap("64m")
                    .process(new Hostile.Counts(lock, all, counts))
                    .daemon(true)
                    .start();
            long moment = counts.get(0) + 1 + random.nextInt(5_000);
            await().pollDelay(ZERO).atMost(ofSeconds(30)).until(() -> counts.get(0) >= moment);
            child.kill();
            long begun = System.nanoTime();
            try (Guard guard = lock.acquire(ofSeconds(20))) {
                longest = Math.max(longest, System.nanoTime() - begun);
                told += guard.abandonedBy().isPresent() ? 1 : 0;
                // who was killed between the two had the lock, and the next was told: here, since nobody else waits
                long behind = counts.get(0) - counts.get(1);
                assertTrue(behind == 0 || (behind == 1 && guard.abandonedBy().isPresent()), "seed=" + SEED);
                counts.set(1, counts.get(0));
            }
            child.join();
            long counted = counts.get(2) + counts.get(3);
            long before = all.get();
            assertTrue(
                    before - counted == 0 || before - counted == 1, "seed=" + SEED + " all=" + before + " " + counted);
            counts.add(3, before - counted);
            assertEquals(before + 1, all.increment(), "the number is not left locked");
            counts.add(3, 1);
        }
        System.out.println("kills=" + KILLS + " told=" + told + " increments=" + all.get() + " longest wait ms="
                + longest / 1_000_000);
        assertTrue(longest < ofSeconds(10).toNanos(), "longest=" + longest);
    }
}
