package partita.internal.memory;

import java.util.concurrent.locks.ReentrantLock;

/** Which threads may take the place of one that serves others, for as long as they would wait for it. */
public final class Leaders {
    /** Of a caller's stack, what has to be left for that work: calls, of about a hundred bytes each. */
    private static final int STACK_CALLS = 200;

    private Leaders() {}

    /**
     * Whether the calling thread may: one in the middle of a stop, or at the end of its stack, would leave the work half
     * done, and a virtual one would hold up others.
     *
     * @param held is held by who leads
     * @return false if it is to wait as others do
     */
    public static boolean mayLead(ReentrantLock held) {
        Thread thread = Thread.currentThread();
        if (thread.isVirtual() || thread.isInterrupted() || held.isHeldByCurrentThread()) {
            return false;
        }
        try {
            return deep(STACK_CALLS) >= 0;
        } catch (StackOverflowError _) {
            return false;
        }
    }

    private static int deep(int calls) {
        return calls == 0 ? 0 : 1 + deep(calls - 1);
    }
}
