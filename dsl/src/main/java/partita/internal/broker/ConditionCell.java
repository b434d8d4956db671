package partita.internal.broker;

import java.lang.foreign.MemorySegment;
import java.lang.invoke.VarHandle;
import partita.internal.memory.Futex;
import partita.internal.memory.Words;

/**
 * Who waits for a condition, in memory that processes share. A waiter has a place, which it takes while it holds the
 * lock; only a holder of the lock signals, the oldest waiter first. One word of a place says whose it is and whether it
 * was signalled, so that nothing is half done whoever dies: the broker, which learns of every end, clears the places
 * of the dead and passes on the signals that they had not used.
 *
 * <pre>
 *  0   how many waits have begun
 *  8   how many wait at the broker
 *  64  the places: who (52 bits) and whether it waits or was signalled; its number; what it sleeps on; whether it sleeps
 * </pre>
 *
 * A sleeper is not woken when it is signalled, since it cannot go on before the lock is given back: it is moved to those
 * who sleep until then.
 */
public final class ConditionCell {
    /** How much memory it takes. */
    public static final long BYTES = 1_024;

    /** All places are taken: the broker has room. */
    public static final int NO_PLACE = -1;

    private static final long SIGNALLED = 1L << 63;
    private static final long WAITING = 1L << 62;
    private static final long WHO = WAITING - 1;

    private static final long BEGUN = 0;
    private static final long AT_BROKER = 8;
    private static final long PLACES = 64;
    private static final int PLACE_BYTES = 24;
    private static final int COUNT = (int) ((BYTES - PLACES) / PLACE_BYTES);
    private static final long NUMBER = 8;
    private static final long RING = 16;
    private static final long SLEEPS = 20;

    private final MemorySegment memory;

    /**
     * A condition.
     *
     * @param memory a cell's, zeros for a new one
     */
    public ConditionCell(MemorySegment memory) {
        this.memory = memory;
    }

    private static long at(int place) {
        return PLACES + (long) place * PLACE_BYTES;
    }

    private long word(int place) {
        return Words.getLong(memory, at(place));
    }

    /** Only for who holds the lock: the number of a wait that begins. */
    long begin() {
        return Words.addLong(memory, BEGUN, 1);
    }

    /** How many wait at the broker, for whom others signal there. */
    void atBroker(int waiters) {
        Words.setInt(memory, AT_BROKER, waiters);
    }

    /**
     * Whether somebody waits at the broker, which then signals for all.
     *
     * @return as it is, for who holds the lock
     */
    public boolean hasRemote() {
        return Words.getInt(memory, AT_BROKER) != 0;
    }

    /**
     * Only for who holds the lock, before it is given back: begins to wait.
     *
     * @param who the thread, as {@link LockCell#holder} names it
     * @return its place, or {@link #NO_PLACE}
     */
    public int enter(long who) {
        for (int place = 0; place < COUNT; place++) {
            if (word(place) == 0) {
                Words.setInt(memory, at(place) + SLEEPS, 0);
                Words.setLong(memory, at(place) + NUMBER, begin());
                if (Words.replaceLong(memory, at(place), 0, who | WAITING)) {
                    return place;
                }
            }
        }
        return NO_PLACE;
    }

    /**
     * Whether a waiter was signalled.
     *
     * @param place its place
     * @return true once it may take the lock again
     */
    public boolean signalled(int place) {
        return (word(place) & WAITING) == 0;
    }

    /**
     * Sleeps until it is signalled and the lock was given back; also ends for no reason.
     *
     * @param place the caller's place
     * @param nanos how long
     */
    public void sleep(int place, long nanos) {
        int ring = Words.getInt(memory, at(place) + RING);
        Words.setInt(memory, at(place) + SLEEPS, 1);
        VarHandle.fullFence(); // whoever signals from now on sees that, or is seen here
        if (!signalled(place)) {
            Futex.await(memory, at(place) + RING, ring, nanos);
        }
    }

    /**
     * Waits no longer.
     *
     * @param place the caller's place
     * @param who the caller
     * @return false if it was signalled meanwhile
     */
    public boolean giveUp(int place, long who) {
        return Words.replaceLong(memory, at(place), who | WAITING, 0);
    }

    /**
     * Has used the signal, with the lock in hand.
     *
     * @param place the caller's place
     */
    public void leave(int place) {
        Words.setLong(memory, at(place), 0);
    }

    /**
     * Signals the one who has waited longest.
     *
     * @param lock its lock
     * @return false if nobody waits here
     */
    public boolean signal(LockCell lock) {
        for (int place = oldest(); place != NO_PLACE; place = oldest()) {
            long word = word(place);
            if ((word & WAITING) != 0 && Words.replaceLong(memory, at(place), word, (word & WHO) | SIGNALLED)) {
                ring(place, lock);
                return true;
            }
        }
        return false;
    }

    /** Who sleeps here sleeps from now on until the lock is given back. */
    private void ring(int place, LockCell lock) {
        VarHandle.fullFence();
        if (Words.getInt(memory, at(place) + SLEEPS) != 0) {
            Words.addInt(memory, at(place) + RING, 1);
            if (lock.announce(false)) {
                lock.adopt(memory, at(place) + RING);
            } else if (Futex.available()) {
                Futex.wake(memory, at(place) + RING, Integer.MAX_VALUE);
            }
        }
    }

    private int oldest() {
        int oldest = NO_PLACE;
        for (int place = 0; place < COUNT; place++) {
            if ((word(place) & WAITING) != 0 && (oldest == NO_PLACE || number(place) < number(oldest))) {
                oldest = place;
            }
        }
        return oldest;
    }

    private long number(int place) {
        return Words.getLong(memory, at(place) + NUMBER);
    }

    /** Whether somebody here has waited for longer than since that number was given. */
    boolean hasOlder(long number) {
        int oldest = oldest();
        return oldest != NO_PLACE && number(oldest) < number;
    }

    /** How many wait here. */
    int waiting() {
        int waiting = 0;
        for (int place = 0; place < COUNT; place++) {
            waiting += (word(place) & WAITING) != 0 ? 1 : 0;
        }
        return waiting;
    }

    /**
     * A process has ended: clears its places, and wakes all who were signalled, since it may have been about to.
     *
     * @return how many signals it had not used, or was just using
     */
    int ended(long client) {
        int unused = 0;
        for (int place = 0; place < COUNT; place++) {
            long word = word(place);
            if (word != 0 && LockCell.client(word & WHO) == client) {
                boolean waits = Words.replaceLong(memory, at(place), (word & WHO) | WAITING, 0);
                if (!waits) {
                    leave(place);
                    unused++;
                }
            } else if ((word & SIGNALLED) != 0) {
                Words.addInt(memory, at(place) + RING, 1);
                if (Futex.available()) {
                    Futex.wake(memory, at(place) + RING, Integer.MAX_VALUE);
                }
            }
        }
        return unused;
    }
}
