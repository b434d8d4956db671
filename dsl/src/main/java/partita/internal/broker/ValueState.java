package partita.internal.broker;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/**
 * A value with a version that grows with every change. A number lies in a cell, which others may have mapped; anything
 * else is kept here.
 */
final class ValueState extends State {
    private final ValueCell cell;
    private byte[] kept = Reply.NOTHING;

    private ValueState(MemorySegment memory) {
        this.cell = new ValueCell(memory);
    }

    /** Its first content. */
    static ValueState kept(byte[] content) {
        var state = new ValueState(Arena.ofAuto().allocate(Cells.BYTES, Long.BYTES));
        if (content[0] == Numbers.OTHER) {
            state.kept = content;
            state.cell.begin(ValueCell.MOVED, 0);
        } else {
            state.cell.begin(content[0], Numbers.bits(content));
        }
        return state;
    }

    /** The address of a cell that this JVM lends, which has its content. */
    static ValueState lent(byte[] address) {
        String text = new String(address, UTF_8);
        MemorySegment memory = Cells.find(text);
        if (memory == null) {
            throw new IllegalArgumentException("no memory is lent at address=" + text);
        }
        return new ValueState(memory);
    }

    @Override
    void ask(Request request) {
        switch (request.op) {
            case LOOK -> request.answer(reply(Outcome.DONE, cell.read()));
            case SET, SET_IF, ADD, ADD_DOUBLE -> {
                Long version = cell.tryBegin(request.party.client().number);
                if (version == null) {
                    request.answer(Reply.BUSY);
                } else {
                    change(request, cell.current(version));
                }
            }
            default -> unknown(request);
        }
    }

    private Reply reply(Outcome outcome, ValueCell.Snapshot now) {
        byte[] value = now.tag() == ValueCell.MOVED ? kept : Numbers.pack(now.tag(), now.bits());
        return new Reply(outcome, now.version(), value);
    }

    private void change(Request request, ValueCell.Snapshot now) {
        switch (request.op) {
            case SET -> {
                set(now, request.payload);
                request.answer(Reply.DONE);
            }
            case SET_IF -> {
                if (request.a == now.version()) {
                    set(now, request.payload);
                    request.answer(Reply.DONE);
                } else {
                    cell.cancel(now.version());
                    request.answer(reply(Outcome.NO, now));
                }
            }
            default -> add(request, now);
        }
    }

    /** What has become an object stays one, also where a number is put in its place. */
    private void set(ValueCell.Snapshot now, byte[] to) {
        if (to[0] == Numbers.OTHER || now.tag() == ValueCell.MOVED) {
            kept = to;
            cell.end(now.version(), ValueCell.MOVED, 0);
        } else {
            cell.end(now.version(), to[0], Numbers.bits(to));
        }
    }

    private void add(Request request, ValueCell.Snapshot now) {
        boolean moved = now.tag() == ValueCell.MOVED;
        byte tag = moved ? kept[0] : now.tag();
        long bits = moved && tag != Numbers.OTHER ? Numbers.bits(kept) : now.bits();
        boolean fraction = request.op == Op.ADD_DOUBLE;
        if (tag == Numbers.OTHER || (fraction && !Numbers.hasFraction(tag))) {
            cell.cancel(now.version());
            request.refuse(Numbers.refusal(tag, bits));
            return;
        }
        long sum = fraction
                ? Numbers.sum(tag, bits, Double.longBitsToDouble(request.a))
                : Numbers.sum(tag, bits, request.a);
        byte[] packed = Numbers.pack(tag, sum);
        set(now, packed);
        request.answer(Reply.done(packed));
    }

    @Override
    void giveUp(Request request) {
        // nothing here waits
    }

    @Override
    void ended(Client client, boolean killed) {
        cell.ended(client.number);
    }

    @Override
    @Nullable
    Exhibit exhibit(long id) {
        return null;
    }
}
