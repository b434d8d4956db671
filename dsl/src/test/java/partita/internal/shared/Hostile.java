package partita.internal.shared;

import java.util.concurrent.CountDownLatch;
import partita.api.Connection;
import partita.api.Guard;
import partita.api.SharedBarrier;
import partita.api.SharedCondition;
import partita.api.SharedEvent;
import partita.api.SharedLock;
import partita.api.SharedLongs;
import partita.api.SharedQueue;
import partita.api.SharedSemaphore;
import partita.api.SharedValue;
import partita.function.Task;

/** What processes do that are killed in the middle of it. */
final class Hostile {
    private Hostile() {}

    private static void forever() throws InterruptedException {
        new CountDownLatch(1).await();
    }

    /** Takes a lock and keeps it. */
    record HoldsLock(SharedLock lock, SharedEvent held) implements Task {
        @Override
        public void run() throws InterruptedException {
            lock.lock();
            held.set();
            forever();
        }
    }

    /** Takes a lock and gives it back, and counts, for ever. */
    record UsesLock(SharedLock lock, SharedValue<Long> count) implements Task {
        @Override
        public void run() {
            while (true) {
                try (Guard _ = lock.acquire()) {
                    count.increment();
                }
            }
        }
    }

    /** Takes a permit and keeps it. */
    record HoldsPermit(SharedSemaphore semaphore, SharedEvent held) implements Task {
        @Override
        public void run() throws InterruptedException {
            semaphore.acquire();
            held.set();
            forever();
        }
    }

    /** Takes items for ever and says of each that it did. */
    record Reads(SharedQueue<Integer> queue, SharedQueue<Integer> log) implements Task {
        @Override
        public void run() {
            while (true) {
                log.put(queue.get());
            }
        }
    }

    /** Puts 0, 1, 2 and so on for ever. */
    record Writes(SharedQueue<Integer> queue) implements Task {
        @Override
        public void run() {
            for (int i = 0; ; i++) {
                queue.put(i);
            }
        }
    }

    /** Waits at a barrier. */
    record Meets(SharedBarrier barrier) implements Task {
        @Override
        public void run() {
            var _ = barrier.await();
        }
    }

    /** Has a barrier and never comes there. */
    record NeverMeets(SharedBarrier barrier, SharedEvent has) implements Task {
        @Override
        public void run() throws InterruptedException {
            has.set();
            forever();
        }
    }

    /** Counts twice under a lock, and once more beside an increment, for ever. */
    record Counts(SharedLock lock, SharedValue<Long> all, SharedLongs counts) implements Task {
        @Override
        public void run() {
            while (true) {
                try (Guard _ = lock.acquire()) {
                    counts.add(0, 1);
                    counts.add(1, 1);
                }
                all.increment();
                counts.add(2, 1);
            }
        }
    }

    /** Waits for a condition with its lock given back. */
    record Sleeps(SharedCondition condition) implements Task {
        @Override
        public void run() {
            try (Guard _ = condition.acquire()) {
                condition.await();
            }
        }
    }

    /** Sends one message and then no more. */
    record SendsOnce(Connection<String> connection) implements Task {
        @Override
        public void run() throws InterruptedException {
            connection.send("one");
            forever();
        }
    }

    /** Takes a permit and gives it back, and counts, for ever. */
    record UsesPermits(SharedSemaphore semaphore, SharedLongs counts) implements Task {
        @Override
        public void run() {
            while (true) {
                try (Guard _ = semaphore.acquire()) {
                    counts.add(0, 1);
                }
            }
        }
    }

    /** Waits for permits, takes them and keeps them. */
    record KeepsPermits(SharedSemaphore semaphore, SharedLongs counts) implements Task {
        @Override
        public void run() {
            while (true) {
                counts.add(0, 1);
                semaphore.acquire();
            }
        }
    }

    /** Waits for one event and sets another, for ever. */
    record Answers(SharedEvent asked, SharedEvent answered, SharedLongs counts) implements Task {
        @Override
        public void run() {
            while (true) {
                asked.await();
                asked.clear();
                counts.add(0, 1);
                answered.set();
            }
        }
    }

    /** Waits for a condition again and again, and signals it, for ever. */
    record Passes(SharedCondition condition, SharedLongs counts) implements Task {
        @Override
        public void run() {
            while (true) {
                try (Guard _ = condition.acquire()) {
                    counts.add(0, 1);
                    condition.signal();
                    condition.await();
                }
            }
        }
    }

    /** Puts 0, 1, 2 and so on for ever, and says how many puts have returned. */
    record WritesAndCounts(SharedQueue<Integer> queue, SharedLongs counts) implements Task {
        @Override
        public void run() {
            for (int i = 0; ; i++) {
                queue.put(i);
                counts.set(0, i + 1L);
            }
        }
    }

    /** Meets others at a barrier, and counts, for ever. */
    record MeetsAgain(SharedBarrier barrier, SharedLongs counts) implements Task {
        @Override
        public void run() {
            while (true) {
                counts.add(0, 1);
                var _ = barrier.await();
            }
        }
    }

    /** Waits for a lock, takes it and gives it back, for ever. */
    record WaitsForLock(SharedLock lock, SharedLongs counts) implements Task {
        @Override
        public void run() {
            while (true) {
                counts.add(0, 1);
                lock.lock();
                lock.unlock();
            }
        }
    }

    /** Takes a lock and gives it back for some time, beginning with others, and notes its longest wait. */
    record TakesTurns(SharedLock lock, SharedLongs longest, int place, SharedBarrier begin, long nanos)
            implements Task {
        @Override
        public void run() {
            var _ = begin.await();
            long end = System.nanoTime() + nanos;
            for (long begun = System.nanoTime(); begun < end; begun = System.nanoTime()) {
                lock.lock();
                long waited = System.nanoTime() - begun;
                lock.unlock();
                if (waited > longest.get(place)) {
                    longest.set(place, waited);
                }
            }
        }
    }
}
