package partita.internal.shared;

import java.nio.ByteBuffer;
import java.util.Objects;
import partita.api.SharedLock;
import partita.internal.broker.Op;
import partita.internal.broker.Port;
import partita.internal.broker.Reply;

/** What arrays of all types have in common: numbers as 64 bits. */
abstract class ArrayProxy extends Proxy {
    private final int length;
    private final byte type;
    private final long lock;

    ArrayProxy(Port port, long id, int length, byte type, long lock) {
        super(port, id);
        this.length = length;
        this.type = type;
        this.lock = lock;
    }

    static ArrayProxy of(Port port, long id, int length, byte type, long lock) {
        return switch (type) {
            case 'i' -> new IntsProxy(port, id, length, lock);
            case 'l' -> new LongsProxy(port, id, length, lock);
            case 'd' -> new DoublesProxy(port, id, length, lock);
            case 'b' -> new BytesProxy(port, id, length, lock);
            default -> throw new IllegalArgumentException("no array has type=" + type);
        };
    }

    @Override
    String kind() {
        return "array";
    }

    @Override
    public Passport ticket() {
        return new Passport(Passport.Type.ARRAY, this, (long) length << 32 | type, lock);
    }

    public int length() {
        return length;
    }

    public SharedLock lock() {
        return new LockProxy(port, lock, true);
    }

    private int index(int i) {
        return Objects.checkIndex(i, length);
    }

    final long getBits(int i) {
        return ask(Op.LOOK, index(i), 0, Reply.NOTHING).number();
    }

    final void setBits(int i, long bits) {
        ask(Op.SET, index(i), bits, Reply.NOTHING);
    }

    final long addBits(int i, long bits) {
        return ask(Op.ADD, index(i), bits, Reply.NOTHING).number();
    }

    final void fillBits(long bits) {
        ask(Op.CLEAR, 0, bits, Reply.NOTHING);
    }

    final ByteBuffer all() {
        return ByteBuffer.wrap(ask(Op.ALL).payload());
    }

    @Override
    public String toString() {
        return label() + "[length=" + length + "]";
    }
}
