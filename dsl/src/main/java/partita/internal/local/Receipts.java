package partita.internal.local;

import java.util.List;
import org.jspecify.annotations.Nullable;
import partita.internal.launch.Handed;
import partita.internal.launch.Journal;
import partita.internal.launch.Kept;
import partita.internal.launch.ResultRing;
import partita.internal.wire.Message;

/** How much was taken of what one worker sent; it waits when it has sent much more than it knows to have been taken. */
final class Receipts {
    /** The worker may wait for word of a result that is not shorter, see {@link Message.Taken}. */
    private static final int LARGE_RESULT = 1 << 16;

    private static final long OUTPUT_STEP = 1L << 20;

    private final boolean inMemory;
    private long results;
    private long position;
    private long output;
    private long outputs;
    private long toldPosition;
    private long toldOutput;

    /** With results that are taken from memory, or come as messages. */
    Receipts(boolean inMemory) {
        this.inMemory = inMemory;
    }

    /** Counts what came as a message; gives what the worker is to be told now, or null. */
    Message.@Nullable Taken taken(Message message, Journal journal) {
        boolean tell = false;
        switch (message) {
            case Message.Result result -> {
                results++;
                position = result.position();
                tell = inMemory
                        || position - toldPosition >= ResultRing.STEP
                        || result.payload().length >= LARGE_RESULT;
                if (inMemory) {
                    release(journal);
                }
            }
            case Message.Output text -> {
                outputs++;
                output += text.weight();
                tell = output - toldOutput >= OUTPUT_STEP;
            }
            default -> {}
        }
        if (!tell) {
            return null;
        }
        toldPosition = position;
        toldOutput = output;
        return new Message.Taken(results, position, output);
    }

    /** Counts what came too early or too late to be told to anybody: results do not wait for it. */
    void dropped(Message message) {
        if (message instanceof Message.Output) {
            outputs++;
        }
    }

    private void release(Journal journal) {
        journal.results().taken(position);
        journal.room().raise();
    }

    /** The next results in memory, or null; not before the output that was written before them, unless all is over. */
    @Nullable
    Handed next(Journal journal, boolean over) {
        Handed next = inMemory ? journal.results().next(position, over ? Long.MAX_VALUE : outputs) : null;
        if (next != null) {
            position = next.position();
            release(journal);
        }
        return next;
    }

    /** After the worker's end: the results that it had kept and that have not arrived. */
    List<Kept> kept(Journal journal) {
        return journal.results().after(position);
    }
}
