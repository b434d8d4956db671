package partita.internal.broker;

import java.lang.foreign.MemorySegment;
import java.lang.invoke.VarHandle;
import partita.internal.memory.Futex;
import partita.internal.memory.Words;

/**
 * An event in memory that processes share. Its word counts how often it was set, so that who waited is let go even if
 * it is cleared before that one looks. A process that dies between setting it and waking others leaves it set: they
 * see it when their sleep ends, or are woken by the broker, which learns of every end.
 *
 * <pre>
 *  0   how often it was set (31 bits), and whether it is: who waits sleeps on it
 *  4   whether somebody sleeps, and whether somebody waits at the broker
 * </pre>
 */
public final class EventCell {
    private static final int SET = 1;
    private static final int SLEEPERS = 1;
    private static final int REMOTE = 2;

    private static final long WORD = 0;
    private static final long FLAGS = 4;

    private final MemorySegment memory;

    /**
     * An event.
     *
     * @param memory a cell's, zeros for a new one
     */
    public EventCell(MemorySegment memory) {
        this.memory = memory;
    }

    /**
     * Whether it is set.
     *
     * @return as it was a moment ago
     */
    public boolean isSet() {
        return (word() & SET) != 0;
    }

    /**
     * What a wait begins with.
     *
     * @return for {@link #happened} and {@link #sleep}
     */
    public int word() {
        return Words.getInt(memory, WORD);
    }

    /**
     * Whether a wait is over.
     *
     * @param before what {@link #word} gave when it began
     * @return whether it was set then, or has been since
     */
    public boolean happened(int before) {
        int now = word();
        return ((now | before) & SET) != 0 || now != before;
    }

    /**
     * Sets it and lets all go who wait.
     *
     * @return whether somebody waits at the broker, which is to be told
     */
    public boolean set() {
        int word = word();
        while ((word & SET) == 0 && !Words.replaceInt(memory, WORD, word, (word + 2) | SET)) {
            word = word();
        }
        return (word & SET) == 0 && wake();
    }

    /** Whoever waits from now on waits until it is set again. */
    public void clear() {
        for (int word = word();
                (word & SET) != 0 && !Words.replaceInt(memory, WORD, word, word & ~SET);
                word = word()) {
            continue;
        }
    }

    /**
     * Sleeps until it is set; also ends for no reason.
     *
     * @param before what {@link #word} gave
     * @param nanos how long
     */
    public void sleep(int before, long nanos) {
        flag(SLEEPERS);
        Futex.await(memory, WORD, before, nanos);
    }

    /** Somebody waits at the broker, which has to look whether it was set after this. */
    void remote() {
        flag(REMOTE);
    }

    private void flag(int flag) {
        for (int flags = Words.getInt(memory, FLAGS);
                (flags & flag) == 0 && !Words.replaceInt(memory, FLAGS, flags, flags | flag);
                flags = Words.getInt(memory, FLAGS)) {
            continue;
        }
        VarHandle.fullFence(); // whoever sets it from now on sees this, or is seen by the sleep
    }

    /** Wakes all, who look for themselves; whether somebody waits at the broker. */
    boolean wake() {
        VarHandle.fullFence(); // who did not see it set has said before that it waits
        int flags = Words.getInt(memory, FLAGS);
        while (flags != 0 && !Words.replaceInt(memory, FLAGS, flags, 0)) {
            flags = Words.getInt(memory, FLAGS);
        }
        if ((flags & SLEEPERS) != 0 && Futex.available()) {
            Futex.wake(memory, WORD, Integer.MAX_VALUE);
        }
        return (flags & REMOTE) != 0;
    }
}
