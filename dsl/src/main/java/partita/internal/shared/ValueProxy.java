package partita.internal.shared;

import org.jspecify.annotations.Nullable;
import partita.api.SharedLock;
import partita.api.SharedValue;
import partita.function.Fn;
import partita.internal.broker.Numbers;
import partita.internal.broker.Op;
import partita.internal.broker.Outcome;
import partita.internal.broker.Reply;

/** A value as users hold it. */
final class ValueProxy<T extends @Nullable Object> extends Proxy implements SharedValue<T> {
    private final Mail mail;
    private final Anchor lock;

    ValueProxy(Anchor anchor, Mail mail, Anchor lock) {
        super(anchor);
        this.mail = mail;
        this.lock = lock;
    }

    @Override
    String kind() {
        return "value";
    }

    @Override
    public Passport ticket() {
        lock.travels();
        return new Passport(Passport.Type.VALUE, this, lock.id, 0);
    }

    static byte[] pack(Mail mail, @Nullable Object value) {
        byte[] number = Numbers.pack(value);
        return number != null ? number : mail.packTail(Numbers.OTHER, "the value", value);
    }

    @SuppressWarnings("unchecked") // numbers keep their class
    private T unpack(byte[] bytes) {
        return bytes[0] == Numbers.OTHER ? mail.<T>unpackTail(bytes) : (T) Numbers.unpack(bytes);
    }

    @Override
    public T get() {
        return unpack(ask(Op.LOOK).payload());
    }

    @Override
    public void set(T value) {
        ask(Op.SET, 0, 0, pack(mail, value));
    }

    @Override
    public T update(Fn<? super T, ? extends T> f) {
        Reply now = ask(Op.LOOK);
        while (true) {
            byte[] next = pack(mail, changed(f, unpack(now.payload())));
            Reply reply = ask(Op.SET_IF, now.number(), 0, next);
            if (reply.outcome() == Outcome.DONE) {
                return unpack(next);
            }
            now = reply;
        }
    }

    private T changed(Fn<? super T, ? extends T> f, T value) {
        try {
            return f.apply(value);
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException("the new value of " + label() + " could not be computed", e);
        }
    }

    @Override
    public T add(long more) {
        return unpack(ask(Op.ADD, more, 0, Reply.NOTHING).payload());
    }

    @Override
    public T add(double more) {
        return unpack(ask(Op.ADD_DOUBLE, Double.doubleToRawLongBits(more), 0, Reply.NOTHING)
                .payload());
    }

    @Override
    public T increment() {
        return add(1L);
    }

    @Override
    public SharedLock lock() {
        return new LockProxy(lock, true);
    }

    @Override
    public String toString() {
        return label() + "[" + get() + "]";
    }
}
