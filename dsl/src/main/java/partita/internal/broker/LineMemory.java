package partita.internal.broker;

import java.lang.foreign.MemorySegment;
import partita.internal.memory.FrameRing;
import partita.internal.memory.Signal;
import partita.internal.memory.Words;

/**
 * The memory of a line between a process and a broker of the same machine: calls one way, answers the other.
 *
 * <pre>
 *  0    signal: there are answers        the client waits on it
 *  64   signal: calls were taken         a client that found no room waits on it
 *  128  1 if answers wait for room       the client tells the broker once it has taken some
 *  256  ring of calls
 *  …    ring of answers
 * </pre>
 */
final class LineMemory {
    private static final int CALLS_CAPACITY = 1 << 18;
    private static final int ANSWERS_CAPACITY = 1 << 16;
    private static final int ROOM = 64;
    private static final int WANTED = 128;
    private static final int CALLS = 256;
    private static final int ANSWERS = CALLS + FrameRing.size(CALLS_CAPACITY);

    /** How much memory one takes. */
    static final int BYTES = ANSWERS + FrameRing.size(ANSWERS_CAPACITY);

    final Signal answered;
    final Signal room;
    final FrameRing calls;
    final FrameRing answers;
    private final MemorySegment memory;

    LineMemory(MemorySegment memory) {
        if (memory.byteSize() < BYTES) {
            throw new IllegalArgumentException("too little memory for a line: bytes=" + memory.byteSize());
        }
        this.memory = memory;
        answered = new Signal(memory, 0);
        room = new Signal(memory, ROOM);
        calls = new FrameRing(memory, CALLS, CALLS_CAPACITY);
        answers = new FrameRing(memory, ANSWERS, ANSWERS_CAPACITY);
    }

    /** Whether the broker has answers that it found no room for. */
    boolean wantsRoom() {
        return Words.getInt(memory, WANTED) != 0;
    }

    void setWantsRoom(boolean wants) {
        Words.setInt(memory, WANTED, wants ? 1 : 0);
    }
}
