package partita.internal.broker;

import org.jspecify.annotations.Nullable;

/** A value with a version that grows with every change. */
final class ValueState extends State {
    private byte[] value;
    private long version;

    ValueState(byte[] initial) {
        this.value = initial;
    }

    @Override
    void ask(Request request) {
        switch (request.op) {
            case LOOK -> request.answer(now(Outcome.DONE));
            case SET -> {
                set(request.payload);
                request.answer(Reply.DONE);
            }
            case SET_IF -> {
                if (request.a == version) {
                    set(request.payload);
                    request.answer(Reply.DONE);
                } else {
                    request.answer(now(Outcome.NO));
                }
            }
            case ADD -> add(request, false);
            case ADD_DOUBLE -> add(request, true);
            default -> unknown(request);
        }
    }

    private Reply now(Outcome outcome) {
        return new Reply(outcome, version, value);
    }

    private void set(byte[] to) {
        value = to;
        version++;
    }

    private void add(Request request, boolean fraction) {
        byte[] sum = fraction ? Numbers.add(value, Double.longBitsToDouble(request.a)) : Numbers.add(value, request.a);
        if (sum == null) {
            request.refuse("the value is " + Numbers.describe(value)
                    + (fraction ? ", to which no fraction can be added" : ", which is no number to add to")
                    + ": use update(x -> ...)");
        } else {
            set(sum);
            request.answer(Reply.done(sum));
        }
    }

    @Override
    void giveUp(Request request) {
        // nothing here waits
    }

    @Override
    void ended(Client client, boolean killed) {
        // nobody holds a value
    }

    @Override
    @Nullable
    Exhibit exhibit(long id) {
        return null;
    }
}
