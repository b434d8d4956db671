package partita.internal.shared;

import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;
import partita.api.SharedLock;
import partita.api.SharedValue;
import partita.function.Fn;
import partita.internal.broker.LockCell;
import partita.internal.broker.Numbers;
import partita.internal.broker.Op;
import partita.internal.broker.Outcome;
import partita.internal.broker.Reply;
import partita.internal.broker.ValueCell;

/** A value as users hold it. */
final class ValueProxy<T extends @Nullable Object> extends Proxy implements SharedValue<T> {
    private final Mail mail;
    private final Anchor lock;
    private final @Nullable ValueCell cell;
    private final long client;

    ValueProxy(Anchor anchor, Mail mail, Anchor lock) {
        super(anchor);
        this.mail = mail;
        this.lock = lock;
        this.client = port.client();
        MemorySegment memory = anchor.memory();
        this.cell = memory == null || client > LockCell.LAST_CLIENT ? null : new ValueCell(memory);
    }

    @Override
    String lockAddress() {
        return lock.address();
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
        return number != null ? number : mail.packKept(Numbers.OTHER, "the value", value);
    }

    @SuppressWarnings("unchecked") // numbers keep their class
    private T unpack(byte[] bytes) {
        return bytes[0] == Numbers.OTHER ? mail.<T>unpackTail(bytes) : (T) Numbers.unpack(bytes);
    }

    /** A copy of which collections cannot be changed. */
    @SuppressWarnings("unchecked") // numbers keep their class
    private T kept(byte[] bytes) {
        return bytes[0] == Numbers.OTHER ? mail.<T>unpackKept(bytes) : (T) Numbers.unpack(bytes);
    }

    @Override
    public T get() {
        if (cell != null) {
            checkKept();
            ValueCell.Snapshot now = cell.read();
            if (now.tag() != ValueCell.MOVED) {
                return number(now.tag(), now.bits());
            }
        }
        return kept(ask(Op.LOOK).payload());
    }

    @SuppressWarnings("unchecked") // numbers keep their class
    private T number(byte tag, long bits) {
        return (T) Numbers.number(tag, bits);
    }

    @Override
    public void set(T value) {
        byte tag = Numbers.tag(value);
        if (cell != null && tag != Numbers.OTHER && value instanceof Number number) {
            long version = begin(cell);
            if (cell.current(version).tag() != ValueCell.MOVED) {
                cell.end(version, tag, Numbers.bits(number));
                return;
            }
            cell.cancel(version);
        }
        ask(Op.SET, 0, 0, pack(mail, value));
    }

    /** Another process that is in the middle of a change ends it, or ends and is found out. */
    private long begin(ValueCell of) {
        checkKept();
        long version = of.begin(client);
        while (version < 0) {
            ValueCell.nap();
            checkKept();
            version = of.begin(client);
        }
        return version;
    }

    @Override
    public T update(Fn<? super T, ? extends T> f) {
        while (cell != null) {
            checkKept();
            ValueCell.Snapshot now = cell.read();
            if (now.tag() == ValueCell.MOVED) {
                break;
            }
            T next = changed(f, number(now.tag(), now.bits()));
            byte tag = Numbers.tag(next);
            if (tag == Numbers.OTHER || !(next instanceof Number number)) {
                break; // the broker keeps what is no number
            }
            long version = begin(cell);
            if (version == now.version()) {
                cell.end(version, tag, Numbers.bits(number));
                return next;
            }
            cell.cancel(version);
        }
        return updateAtBroker(f);
    }

    private T updateAtBroker(Fn<? super T, ? extends T> f) {
        Reply now = ask(Op.LOOK);
        while (true) {
            byte[] next = pack(mail, changed(f, unpack(now.payload())));
            Reply reply = ask(Op.SET_IF, now.number(), 0, next);
            if (reply.outcome() == Outcome.DONE) {
                return kept(next);
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
        if (cell != null) {
            long version = begin(cell);
            ValueCell.Snapshot now = cell.current(version);
            if (now.tag() != ValueCell.MOVED) {
                long sum = Numbers.sum(now.tag(), now.bits(), more);
                cell.end(version, now.tag(), sum);
                return number(now.tag(), sum);
            }
            cell.cancel(version);
        }
        return unpack(ask(Op.ADD, more, 0, Reply.NOTHING).payload());
    }

    @Override
    public T add(double more) {
        if (cell != null) {
            long version = begin(cell);
            ValueCell.Snapshot now = cell.current(version);
            if (Numbers.hasFraction(now.tag())) {
                long sum = Numbers.sum(now.tag(), now.bits(), more);
                cell.end(version, now.tag(), sum);
                return number(now.tag(), sum);
            }
            cell.cancel(version);
            if (now.tag() != ValueCell.MOVED) {
                throw new IllegalStateException(label() + ": " + Numbers.refusal(now.tag(), now.bits()));
            }
        }
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
