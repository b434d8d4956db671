package partita.internal.shared;

import java.lang.ref.Reference;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import partita.api.BarrierBrokenException;
import partita.api.ClosedException;
import partita.api.ParInterruptedException;
import partita.internal.broker.Op;
import partita.internal.broker.Outcome;
import partita.internal.broker.Port;
import partita.internal.broker.Reply;
import partita.internal.broker.ValueCell;
import partita.internal.parcel.value.Travels;
import partita.internal.pool.Waits;

/** Stands for an object that a broker keeps. */
abstract class Proxy implements Travels {
    /** An interrupted wait may take this long to hear whether it was granted all the same. */
    private static final Duration INTERRUPTED_PATIENCE = Duration.ofMillis(80);

    /** The same for one that timed out: only a broker that stands still takes so long. */
    private static final Duration LATE_PATIENCE = Duration.ofSeconds(1);

    private static final long TELL_AFTER_NANOS = Duration.ofMillis(100).toNanos();

    private static final Reply GIVEN_UP = Reply.because(Outcome.GIVEN_UP, "");

    final Anchor anchor;
    final Port port;
    final long id;

    Proxy(Anchor anchor) {
        this.anchor = anchor;
        this.port = anchor.port;
        this.id = anchor.id;
    }

    /** Of an object that stays for as long as its broker does. */
    Proxy(Port port, long id) {
        this(Anchor.arrived(port, id));
    }

    /** Where the memory is of the lock that goes with it; empty if there is none. */
    String lockAddress() {
        return "";
    }

    /** What people call this kind of object. */
    abstract String kind();

    final String label() {
        return kind() + "#" + id;
    }

    static long thread() {
        return Thread.currentThread().threadId();
    }

    /** Throws where the process that keeps the object has ended; costs next to nothing. */
    final void checkKept() {
        Reply gone = port.gone();
        if (gone != null) {
            checked(gone);
        }
    }

    /** Asks for something that is answered at once; an interrupt is kept for later. */
    final Reply ask(Op op, long a, long b, byte[] payload) {
        Reply reply = uninterruptibly(port.ask(id, op, thread(), a, b, payload).reply());
        while (reply.outcome() == Outcome.BUSY) {
            ValueCell.nap();
            reply = uninterruptibly(port.ask(id, op, thread(), a, b, payload).reply());
        }
        return checked(reply);
    }

    final Reply ask(Op op) {
        return ask(op, 0, 0, Reply.NOTHING);
    }

    /** Asks for something without waiting for the answer. */
    final void tell(Op op, long thread, long a, byte[] payload) {
        var _ = port.ask(id, op, thread, a, 0, payload);
    }

    /**
     * Asks for something and waits for it.
     *
     * @param limit how long to wait; null for as long as it takes
     * @param undo gives back what was granted to one who does not wait any more; null where that cannot be
     * @return the answer; {@link Outcome#GIVEN_UP} after the limit
     */
    final Reply await(Op op, long a, byte[] payload, @Nullable Duration limit, @Nullable Consumer<Reply> undo) {
        return await(op, a, 0, payload, limit, undo);
    }

    final Reply await(Op op, long a, long b, byte[] payload, @Nullable Duration limit, @Nullable Consumer<Reply> undo) {
        if (Thread.currentThread().isInterrupted()) {
            throw interrupted(null);
        }
        Port.Pending pending = port.ask(id, op, thread(), a, b, payload);
        try {
            return checked(answer(pending, limit));
        } catch (TimeoutException _) {
            pending.giveUp();
            Reply late = within(pending, LATE_PATIENCE, undo);
            return late == null ? GIVEN_UP : checked(late);
        } catch (InterruptedException e) {
            pending.giveUp();
            Reply late = within(pending, INTERRUPTED_PATIENCE, undo);
            Thread.currentThread().interrupt();
            if (late != null && late.outcome() == Outcome.DONE) {
                if (undo == null) {
                    return late; // it was done, and the flag says the rest
                }
                undo.accept(late);
            }
            throw interrupted(e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("an answer of a broker failed: " + label(), e);
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    /** Waits for an answer; once that takes longer than a moment, it tells where it waits. */
    static Reply answer(Port.Pending pending, @Nullable Duration limit)
            throws InterruptedException, ExecutionException, TimeoutException {
        long nanos = limit == null ? Long.MAX_VALUE : nanos(limit);
        if (nanos > TELL_AFTER_NANOS) {
            try {
                return pending.reply().get(TELL_AFTER_NANOS, TimeUnit.NANOSECONDS);
            } catch (TimeoutException _) {
                pending.at(Whereabouts.here()); // then it waits on
            }
            nanos = limit == null ? Long.MAX_VALUE : nanos - TELL_AFTER_NANOS;
        }
        return limit == null ? pending.reply().get() : pending.reply().get(nanos, TimeUnit.NANOSECONDS);
    }

    /** Tells when taking would not wait; who cancels that is no longer waited for. */
    final CompletableFuture<Reply> watch(long a) {
        return new Readiness(port.ask(id, Op.WATCH, thread(), a, 0, Reply.NOTHING));
    }

    /** Completed when taking would not wait. */
    private static final class Readiness extends CompletableFuture<Reply> implements Waits.LateSignal {
        private final Port.Pending pending;
        private final CompletableFuture<?> answered;

        Readiness(Port.Pending pending) {
            this.pending = pending;
            this.answered = pending.reply().thenAccept(reply -> {
                if (reply.outcome() != Outcome.GIVEN_UP) {
                    complete(reply);
                }
            });
        }

        @Override
        public CompletableFuture<?> settled() {
            pending.giveUp();
            return answered;
        }

        @Override
        public boolean cancel(boolean interrupt) {
            boolean cancelled = super.cancel(interrupt);
            if (cancelled) {
                pending.giveUp();
            }
            return cancelled;
        }

        @Override
        public <U> CompletableFuture<U> newIncompleteFuture() {
            return new CompletableFuture<>();
        }
    }

    final ParInterruptedException interrupted(@Nullable InterruptedException e) {
        return new ParInterruptedException("interrupted while waiting for " + label(), e);
    }

    /** The answer, if it comes in time; later, what it grants is given back. */
    private static @Nullable Reply within(Port.Pending pending, Duration patience, @Nullable Consumer<Reply> undo) {
        var answer = pending.reply()
                .thenApply(reply -> (@Nullable Reply) reply)
                .completeOnTimeout(null, patience.toMillis(), TimeUnit.MILLISECONDS);
        Reply reply = uninterruptibly(answer);
        if (reply == null && undo != null) {
            pending.reply().thenAccept(late -> {
                if (late.outcome() == Outcome.DONE) {
                    undo.accept(late);
                }
            });
        }
        return reply;
    }

    static <T extends @Nullable Object> T uninterruptibly(CompletableFuture<T> future) {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return future.get();
                } catch (InterruptedException _) {
                    interrupted = true;
                } catch (ExecutionException e) {
                    throw new IllegalStateException("an answer of a broker failed", e);
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    static long nanos(Duration limit) {
        try {
            return Math.max(0, limit.toNanos());
        } catch (ArithmeticException _) {
            return limit.isNegative() ? 0 : Long.MAX_VALUE; // centuries
        }
    }

    final Reply checked(Reply reply) {
        return switch (reply.outcome()) {
            case DONE, NO, GIVEN_UP, FAILED, LACKING, BUSY -> reply;
            case OUT_OF_BOUNDS -> throw new IndexOutOfBoundsException(label() + ": " + reply.text());
            case CLOSED -> throw new ClosedException(label() + " cannot be used: " + reply.text(), null);
            case GONE ->
                throw new ClosedException(
                        label() + " cannot be used: " + reply.text()
                                + "; what a process shares ends with it, so make it in one that lives longer",
                        null);
            case BROKEN -> throw new BarrierBrokenException(label() + " is broken: " + reply.text(), null);
            case REFUSED -> throw new IllegalStateException(label() + ": " + reply.text());
            case NOT_HOLDER ->
                throw new IllegalMonitorStateException(
                        label() + " is not held by this thread, thread=" + thread() + ": " + reply.text());
        };
    }

    @Override
    public final boolean equals(@Nullable Object other) {
        return other instanceof Proxy p && p.getClass() == getClass() && p.id == id && p.port == port && same(p);
    }

    /** Whether what else tells two of a kind apart is the same. */
    boolean same(Proxy other) {
        return true;
    }

    @Override
    public final int hashCode() {
        return Long.hashCode(id);
    }
}
