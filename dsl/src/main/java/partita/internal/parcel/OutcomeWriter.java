package partita.internal.parcel;

import com.esotericsoftware.kryo.kryo5.io.Output;
import java.util.List;
import org.jspecify.annotations.Nullable;
import partita.internal.parcel.value.Values;

/**
 * Packs what comes of items, in the order in which they end; {@link OutcomeReader} reads it. Each stands with its offset
 * and its time before it; numbers of successive items stand together:
 *
 * <pre>
 *  kind, offset (both variable), nanos, length, bytes
 *  NUMBERS, kind of number, 2 unused, offset (4), nanos of all (8), bytes of all (8), numbers (8 each)
 * </pre>
 */
final class OutcomeWriter {
    private static final int LEAST = 256;
    private static final int MOST = 1 << 16;

    private final Output output;
    private final Runner.Sink sink;
    private boolean mayWait = true;
    /** Where what was packed last begins. */
    private int start;
    /** The numbers that were packed last: their kind, the offset of the next, the time of all. */
    private byte kind;

    private int nextOffset;
    private long numbersNanos;

    /** For so many items at the most. */
    OutcomeWriter(int items, Runner.Sink sink) {
        output = new Output(Math.clamp((long) items * Long.BYTES, LEAST, MOST), -1);
        this.sink = sink;
    }

    /** How much is packed. */
    int size() {
        return output.position();
    }

    /** What was packed since the last call. */
    byte[] take() {
        endNumbers();
        byte[] all = output.toBytes();
        output.reset();
        return all;
    }

    /** Whether more may come before all is handed over. */
    boolean mayWait() {
        return mayWait;
    }

    /** Whether the last item gave a number. */
    boolean endsWithNumber() {
        return kind != Numeral.NONE;
    }

    /**
     * A result.
     *
     * @return false if it cannot travel, which is the item's failure then
     */
    boolean succeeded(int offset, long nanos, @Nullable Object result, Values values) {
        byte its = Numeral.kind(result);
        if (result != null && its != Numeral.NONE) {
            number(offset, nanos, its, Numeral.bits(result));
            return true;
        }
        String name = Stored.put(result, sink.store());
        int at = begin(offset, nanos, name == null ? OutcomeReader.GOOD : OutcomeReader.STORED);
        if (result != null && name != null) {
            Stored.write(result, name, output);
            end(at);
            mayWait = false; // there is room for a few only
            return true;
        }
        try {
            values.write("the result", result, output);
        } catch (Throwable t) { // whatever it is, it is the item's
            output.setPosition(start);
            failed(offset, nanos, t, values);
            return false;
        }
        end(at);
        return true;
    }

    /** A failure. */
    void failed(int offset, long nanos, Throwable thrown, Values values) {
        int at = begin(offset, nanos, OutcomeReader.FAILED);
        Failure.write(thrown, values, output);
        end(at);
    }

    /** What the code of items changed in place; told before the last result, with which the job may be over. */
    void changed(List<String> variables) {
        for (String variable : variables) {
            int at = begin(0, 0, OutcomeReader.CHANGED);
            output.writeString(variable);
            end(at);
        }
    }

    private void number(int offset, long nanos, byte its, long bits) {
        if (its == kind && offset == nextOffset) {
            if (sink.keepMore(numbersNanos + nanos, bits)) {
                numbersNanos += nanos;
                nextOffset++;
                output.writeLong(bits);
                return;
            }
            sink.accept(take(), false);
        }
        endNumbers();
        kind = its;
        start = output.position();
        numbersNanos = nanos;
        nextOffset = offset + 1;
        output.writeByte(OutcomeReader.NUMBERS);
        output.writeByte(its);
        output.writeShort(0);
        output.writeInt(offset);
        output.writeLong(nanos);
        output.writeLong(Long.BYTES);
        output.writeLong(bits);
        mayWait = sink.keepNumbers(output.getBuffer(), start, output.position() - start);
    }

    private void endNumbers() {
        if (kind != Numeral.NONE) {
            kind = Numeral.NONE;
            int end = output.position();
            output.setPosition(start + Long.BYTES);
            output.writeLong(numbersNanos);
            output.writeLong(end - start - OutcomeReader.NUMBERS_HEAD);
            output.setPosition(end);
        }
    }

    private int begin(int offset, long nanos, byte what) {
        endNumbers();
        start = output.position();
        output.writeByte(what);
        output.writeVarInt(offset, true);
        output.writeVarLong(nanos, true);
        output.writeInt(0);
        return output.position();
    }

    private void end(int from) {
        int to = output.position();
        output.setPosition(from - Integer.BYTES);
        output.writeInt(to - from);
        output.setPosition(to);
        mayWait = sink.keep(output.getBuffer(), start, to - start);
    }
}
