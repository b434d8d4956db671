package partita.internal.local;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import partita.api.EngineException;
import partita.api.WorkerInfo;
import partita.internal.parcel.Runner;
import partita.spi.Engine;

/**
 * A run on threads of this JVM. A thread cannot be ended from outside: one whose item runs for too long is interrupted
 * and left to itself, what it still gives is dropped, and another takes its place.
 */
final class ThreadRun implements Engine.Run {
    private final long number;
    private final Engine.Source source;
    private final Engine.Listener listener;
    private final Optional<Setup> setup;
    private final @Nullable Duration limit;
    private final List<Hand> hands = new ArrayList<>();
    private final AtomicInteger busy;
    private final ReentrantLock pulling = new ReentrantLock();
    private final ReentrantLock telling = new ReentrantLock();
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    private volatile @Nullable Thread puller;
    private volatile boolean draining;
    private volatile boolean stopped;

    ThreadRun(long number, Engine.Source source, Engine.Listener listener, int slots, Optional<Setup> setup) {
        this.number = number;
        this.source = source;
        this.listener = listener;
        this.setup = setup;
        this.limit = source.itemLimit().orElse(null);
        this.busy = new AtomicInteger(slots);
        for (int i = 1; i <= slots; i++) {
            hands.add(new Hand(new WorkerInfo(i, ProcessHandle.current().pid()), null, 0));
        }
    }

    void begin() {
        List.copyOf(hands).forEach(hand -> hand.thread.start());
        if (limit != null) {
            Thread.ofPlatform().daemon().name("partita-item-limit").start(() -> watch(limit));
        }
    }

    /** A thread, and what it runs. */
    private final class Hand implements Runner.Sink {
        private final WorkerInfo worker;
        private final Thread thread;
        private final ItemClock clock = new ItemClock();
        private Engine.@Nullable Work work;
        private int from;
        private volatile int item = -1;
        private volatile boolean left;

        Hand(WorkerInfo worker, Engine.@Nullable Work first, int from) {
            this.worker = worker;
            this.work = first;
            this.from = from;
            this.thread = Thread.ofPlatform()
                    .daemon()
                    .name("partita-thread-worker-" + worker.number())
                    .unstarted(this::run);
        }

        private void run() {
            var runner = new Runner();
            try {
                if (initiated(runner)) {
                    work = work == null ? pull() : work;
                    while (work != null && !left) {
                        run(runner, work);
                        take(left ? null : pull());
                    }
                }
            } finally {
                if (!left && busy.decrementAndGet() == 0) {
                    tell(() -> listener.ended(failure.get()));
                }
            }
        }

        private static void add(Runner runner, Engine.Bundle bundle) {
            runner.add(bundle.hash(), bundle.bytes());
            bundle.blobs().forEach(blob -> runner.addBlob(blob.hash(), blob.bytes()));
        }

        private void run(Runner runner, Engine.Work piece) {
            add(runner, piece.bundle());
            tell(() -> listener.started(piece.id(), worker));
            runner.run(number, piece.bundle().hash(), piece.payload(), from, this);
        }

        private void take(Engine.@Nullable Work next) {
            telling.lock();
            try {
                work = next;
                from = next == null ? 0 : next.from();
                item = -1;
            } finally {
                telling.unlock();
            }
        }

        /** Its first task, where there is one; whether it may go on. */
        private boolean initiated(Runner runner) {
            if (setup.isEmpty()) {
                return true;
            }
            EngineException[] failed = {null};
            var initiation =
                    new Initiation(setup.get(), (_, _, _) -> {}, (_, e) -> failed[0] = e != null ? e : failed[0]);
            Engine.Work first = setup.get().work();
            add(runner, first.bundle());
            runner.run(
                    -number,
                    first.bundle().hash(),
                    first.payload(),
                    0,
                    (bytes, last) -> initiation.result(0, worker, bytes, last));
            if (failed[0] != null) {
                failure.compareAndSet(null, failed[0]);
            }
            return failed[0] == null;
        }

        @Override
        public void begin(int offset) {
            item = offset;
        }

        @Override
        public boolean keep(byte[] buffer, int start, int length) {
            return limit == null; // what is not handed over is lost with the thread
        }

        @Override
        public void accept(byte[] bytes, Boolean last) {
            tell(() -> {
                if (!left && work != null) {
                    listener.result(work.id(), worker, bytes, last);
                    if (last) {
                        work = null;
                    }
                }
            });
        }

        @Override
        public boolean stopped() {
            return stopped || draining || left;
        }
    }

    private void watch(Duration longest) {
        long millis = Math.clamp(longest.toMillis() / 10, 2, 50);
        boolean over = false;
        while (!over) {
            telling.lock();
            try {
                for (Hand hand : List.copyOf(hands)) {
                    check(hand, longest);
                }
                over = busy.get() == 0;
            } finally {
                telling.unlock();
            }
            try {
                Thread.sleep(millis);
            } catch (InterruptedException e) {
                throw new IllegalStateException("nobody may interrupt the thread that watches items", e);
            }
        }
    }

    private void check(Hand hand, Duration longest) {
        Engine.Work work = hand.work;
        int item = hand.item;
        if (work == null || item < 0 || !hand.thread.isAlive()) {
            hand.clock.reset();
        } else if (hand.clock.over(work.id(), item, longest)) {
            hand.left = true;
            hand.thread.interrupt();
            int rest = listener.overdue(work.id(), hand.worker, item, longest);
            boolean none = rest == Engine.Listener.NOTHING_LEFT;
            var next = new Hand(hand.worker, none ? null : work, none ? 0 : rest);
            hands.set(hands.indexOf(hand), next);
            next.thread.start();
        }
    }

    private Engine.@Nullable Work pull() {
        pulling.lock();
        try {
            puller = Thread.currentThread();
            return stopped || draining || failure.get() != null ? null : source.next();
        } catch (Throwable e) { // also an error of the source's ends the run, with itself as the reason
            if (!draining) {
                failure.compareAndSet(null, e);
            }
            return null;
        } finally {
            puller = null;
            pulling.unlock();
        }
    }

    private void tell(Runnable news) {
        telling.lock();
        try {
            news.run();
        } finally {
            telling.unlock();
        }
    }

    @Override
    public void drain() {
        draining = true;
        Thread waiting = puller;
        if (waiting != null) {
            waiting.interrupt();
        }
    }

    @Override
    public void cancel() {
        failure.compareAndSet(null, new CancellationException("the run was cancelled"));
        stopped = true;
        telling.lock();
        try {
            hands.forEach(hand -> hand.thread.interrupt());
        } finally {
            telling.unlock();
        }
    }
}
