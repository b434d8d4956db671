package partita.internal.shared;

import java.lang.foreign.MemorySegment;
import java.time.Duration;
import java.util.Date;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import partita.api.Guard;
import partita.api.ParInterruptedException;
import partita.api.SharedCondition;
import partita.function.Call;
import partita.internal.broker.ConditionCell;
import partita.internal.broker.Op;
import partita.internal.broker.Port;
import partita.internal.broker.Reply;

/** A condition as users hold it. */
final class ConditionProxy extends Proxy implements SharedCondition {
    private final LockProxy lock;
    private final @Nullable CellCondition cell;

    ConditionProxy(Anchor anchor, LockProxy lock) {
        super(anchor);
        this.lock = lock;
        MemorySegment memory = anchor.memory();
        CellLock itsLock = lock.cell();
        this.cell =
                memory == null || itsLock == null ? null : new CellCondition(new ConditionCell(memory), itsLock, this);
    }

    @Override
    String lockAddress() {
        return lock.anchor.address();
    }

    /** The number of its lock at the broker. */
    long lockId() {
        return lock.id;
    }

    @Override
    String kind() {
        return "condition";
    }

    @Override
    public Passport ticket() {
        lock.anchor.travels();
        return new Passport(Passport.Type.CONDITION, this, lock.id, lock.isReentrant() ? 1 : 0);
    }

    @Override
    public Guard acquire() {
        return lock.acquire();
    }

    @Override
    public Guard acquire(Duration limit) {
        return lock.acquire(limit);
    }

    @Override
    public void await() {
        sleep(null, true);
    }

    @Override
    public boolean await(Duration limit) {
        return sleep(limit, true);
    }

    @Override
    public void awaitUninterruptibly() {
        sleep(null, false);
    }

    /** However it ends, the lock is held again; as in the JDK, nothing can cut the wait for that short. */
    private boolean sleep(@Nullable Duration limit, boolean interruptibly) {
        if (interruptibly && Thread.currentThread().isInterrupted()) {
            throw interruptedHere(null);
        }
        CellCondition.Wait wait = cell == null ? null : cell.begin();
        return wait == null ? sleepAtBroker(limit, interruptibly) : signalled(wait, limit, interruptibly);
    }

    private boolean signalled(CellCondition.Wait wait, @Nullable Duration limit, boolean interruptibly) {
        boolean signalled = wait.run(limit == null ? Long.MAX_VALUE : nanos(limit), interruptibly);
        Held.warn(lock, wait.granted());
        if (wait.interrupted() && !signalled) { // a signal that came first is not to be lost
            throw interruptedHere(null);
        }
        return signalled;
    }

    private boolean sleepAtBroker(@Nullable Duration limit, boolean interruptibly) {
        Port.Pending pending = port.ask(id, Op.TAKE, thread(), 0, 0, Reply.NOTHING);
        InterruptedException interruption = null;
        if (interruptibly) {
            try {
                answer(pending, limit);
            } catch (TimeoutException _) {
                pending.giveUp();
            } catch (InterruptedException e) {
                pending.giveUp();
                interruption = e;
            } catch (ExecutionException e) {
                throw new IllegalStateException("an answer of a broker failed: " + label(), e);
            }
        }
        Reply reply = uninterruptibly(pending.reply());
        if (interruption != null) {
            Thread.currentThread().interrupt();
        }
        Held.warn(lock, checked(reply));
        boolean signalled = reply.number() != 0;
        if (interruption != null && !signalled) { // a signal that came first is not to be lost
            throw interruptedHere(interruption);
        }
        return signalled;
    }

    private ParInterruptedException interruptedHere(@Nullable InterruptedException e) {
        return new ParInterruptedException("interrupted while waiting for " + label() + "; its lock is held", e);
    }

    @Override
    public void awaitUntil(Call<Boolean> is) {
        while (!test(is)) {
            await();
        }
    }

    @Override
    public boolean awaitUntil(Call<Boolean> is, Duration limit) {
        long nanos = nanos(limit);
        long begun = System.nanoTime();
        boolean so = test(is);
        for (long left = nanos; !so && left > 0; left = nanos - (System.nanoTime() - begun)) {
            var _ = await(Duration.ofNanos(left));
            so = test(is);
        }
        return so;
    }

    private boolean test(Call<Boolean> is) {
        try {
            return is.call();
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException("what " + label() + " waits for could not be computed", e);
        }
    }

    @Override
    public boolean await(long time, TimeUnit unit) {
        return await(Duration.of(time, unit.toChronoUnit()));
    }

    @Override
    public long awaitNanos(long nanos) {
        long begun = System.nanoTime();
        var _ = await(Duration.ofNanos(nanos));
        return nanos - (System.nanoTime() - begun);
    }

    @Override
    public boolean awaitUntil(Date deadline) {
        return await(Duration.ofMillis(deadline.getTime() - System.currentTimeMillis()));
    }

    @Override
    public void signal() {
        signal(1);
    }

    @Override
    public void signal(int n) {
        if (n < 0) {
            throw new IllegalArgumentException("n=" + n + ": give how many are to be woken, 0 or more");
        }
        signalMost(n);
    }

    @Override
    public void signalAll() {
        signalMost(Long.MAX_VALUE);
    }

    private void signalMost(long most) {
        if (cell == null || !cell.signal(most)) {
            ask(Op.SIGNAL, most, 0, Reply.NOTHING);
        }
    }

    @Override
    public String toString() {
        return label() + "[" + lock + " waiting=" + ask(Op.LOOK).number() + "]";
    }
}
