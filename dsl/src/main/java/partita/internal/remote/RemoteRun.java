package partita.internal.remote;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import partita.api.WorkerInfo;
import partita.spi.Engine;

/**
 * The part of a run that remote workers have, and the run as a whole: it is over when this machine's part and this are.
 * Its source is called by a thread of its own; its state is the crew's thread's.
 */
final class RemoteRun implements Engine.Run {
    final long id;
    final Feed feed;
    final Optional<Duration> itemLimit;
    private final Crew crew;
    private final Engine here;
    private final Told told;
    private final Semaphore demand = new Semaphore(0);
    private final ArrayDeque<Engine.Work> waiting = new ArrayDeque<>();
    private volatile Engine.@Nullable Run local;
    private @Nullable Thread puller;
    private int pulling;
    private int out;
    private boolean exhausted;
    private boolean stopped;

    RemoteRun(long id, Crew crew, Engine here, Feed.Share share, Engine.Source source, Engine.Listener listener) {
        this.id = id;
        this.crew = crew;
        this.here = here;
        this.feed = new Feed(share, source, here::slots, crew::slots);
        this.itemLimit = source.itemLimit();
        this.told = new Told(listener);
    }

    /** Is told by both parts, one at a time, and tells the end once. */
    private final class Told implements Engine.Listener {
        private final Engine.Listener listener;
        private @Nullable Throwable failure;
        private boolean localEnded;
        private boolean remoteEnded;
        private boolean over;

        Told(Engine.Listener listener) {
            this.listener = listener;
        }

        @Override
        public synchronized void started(long work, WorkerInfo worker) {
            listener.started(work, worker);
        }

        @Override
        public synchronized void result(long work, WorkerInfo worker, byte[] payload, boolean last) {
            listener.result(work, worker, payload, last);
        }

        @Override
        public synchronized void output(WorkerInfo worker, boolean error, String text) {
            listener.output(worker, error, text);
        }

        @Override
        public synchronized int lost(long work, WorkerInfo worker, int begunItem, int exitCode, String cause) {
            return listener.lost(work, worker, begunItem, exitCode, cause);
        }

        @Override
        public synchronized int overdue(long work, WorkerInfo worker, int begunItem, Duration limit) {
            return listener.overdue(work, worker, begunItem, limit);
        }

        @Override
        public void ended(@Nullable Throwable why) {
            throw new IllegalStateException("each part ends by itself: run=" + id);
        }

        /** This machine's part is over, which is so only when the other has nothing left, or something failed. */
        void localEnded(@Nullable Throwable why) {
            synchronized (this) {
                localEnded = true;
                failure = why;
            }
            crew.execute(RemoteRun.this::stop);
            tellIfOver();
        }

        void remoteEnded() {
            synchronized (this) {
                remoteEnded = true;
            }
            tellIfOver();
        }

        private synchronized void tellIfOver() {
            if (localEnded && remoteEnded && !over) {
                over = true;
                listener.ended(failure);
            }
        }
    }

    /** This machine's part: counts what it has. */
    private final class ToldHere implements Engine.Listener {
        @Override
        public void started(long work, WorkerInfo worker) {
            told.started(work, worker);
        }

        @Override
        public void result(long work, WorkerInfo worker, byte[] payload, boolean last) {
            told.result(work, worker, payload, last);
            if (last) {
                feed.settledHere();
            }
        }

        @Override
        public void output(WorkerInfo worker, boolean error, String text) {
            told.output(worker, error, text);
        }

        @Override
        public int lost(long work, WorkerInfo worker, int begunItem, int exitCode, String cause) {
            return rest(told.lost(work, worker, begunItem, exitCode, cause));
        }

        @Override
        public int overdue(long work, WorkerInfo worker, int begunItem, Duration limit) {
            return rest(told.overdue(work, worker, begunItem, limit));
        }

        private int rest(int from) {
            if (from == NOTHING_LEFT) {
                feed.settledHere();
            }
            return from;
        }

        @Override
        public void ended(@Nullable Throwable failure) {
            feed.endedHere();
            told.localEnded(failure);
        }
    }

    Engine.Listener told() {
        return told;
    }

    void begin() {
        local = here.start(feed, new ToldHere());
        crew.execute(() -> {
            puller = Thread.ofPlatform()
                    .daemon()
                    .name("partita-remote-run-" + id)
                    .start(this::pull);
            crew.add(this);
        });
    }

    private void pull() {
        try {
            while (true) {
                demand.acquire();
                Engine.Work work = feed.takeAway();
                crew.execute(() -> pulled(work));
                if (work == null) {
                    return;
                }
            }
        } catch (InterruptedException _) {
            crew.execute(() -> pulled(null)); // the run was stopped
        } catch (Exception e) {
            throw new IllegalStateException("a source's failure is told to this machine's workers", e);
        }
    }

    private void pulled(Engine.@Nullable Work work) {
        pulling--;
        if (work == null) {
            exhausted = true;
        } else if (stopped) {
            feed.settled();
        } else {
            waiting.add(work);
        }
        crew.pump();
    }

    /** Asks for pieces until so many wait. */
    void want(int pieces) {
        int more = exhausted || stopped ? 0 : pieces - waiting.size() - pulling;
        if (more > 0) {
            pulling += more;
            demand.release(more);
        }
    }

    Engine.@Nullable Work take() {
        Engine.Work work = waiting.poll();
        out += work == null ? 0 : 1;
        return work;
    }

    /** A worker is done with a piece. */
    void settled() {
        out--;
        feed.settled();
    }

    /** A worker has not begun a piece, or the rest of one, and will not. */
    void giveBack(Engine.Work work) {
        out--;
        if (stopped) {
            feed.settled();
        } else {
            feed.giveBack(work);
        }
    }

    /** There is no remote worker for what waits. */
    void giveBackWaiting() {
        waiting.forEach(feed::giveBack);
        waiting.clear();
        feed.look();
    }

    boolean stopped() {
        return stopped;
    }

    /** Hands out no more; workers are asked to stop what they have. */
    private void stop() {
        if (!stopped) {
            stopped = true;
            exhausted = true;
            waiting.forEach(_ -> feed.settled());
            waiting.clear();
            if (puller != null) {
                puller.interrupt();
            }
            crew.cancel(this);
            crew.pump();
        }
    }

    /** Whether this part is over; tells so. */
    boolean endIfDone() {
        boolean done = exhausted && waiting.isEmpty() && out == 0;
        if (done) {
            told.remoteEnded();
        }
        return done;
    }

    @Override
    public void cancel() {
        crew.execute(this::stop);
        Engine.Run part = local;
        if (part != null) {
            part.cancel();
        }
    }

    @Override
    public void drain() {
        Engine.Run part = local;
        if (part != null) {
            part.drain();
        }
        crew.execute(() -> {
            exhausted = true;
            waiting.forEach(_ -> feed.settled());
            waiting.clear();
            if (puller != null) {
                puller.interrupt();
            }
            crew.drain(this);
            crew.pump();
        });
    }
}
