package partita.internal.shared;

import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.util.Objects;
import partita.api.SharedLock;
import partita.internal.broker.NumbersAt;

/** What arrays of all types have in common: numbers as 64 bits. */
abstract class ArrayProxy extends Proxy {
    private final int length;
    private final byte type;
    private final Anchor lock;
    private final NumberStore store;

    ArrayProxy(Anchor anchor, int length, byte type, Anchor lock) {
        super(anchor);
        this.length = length;
        this.type = type;
        this.lock = lock;
        MemorySegment memory = anchor.memory();
        store = memory == null
                ? new NumberStore.Asked(this)
                : new NumberStore.Mapped(new NumbersAt(memory, type, length), this);
    }

    static ArrayProxy of(Anchor anchor, int length, byte type, Anchor lock) {
        return switch (type) {
            case 'i' -> new IntsProxy(anchor, length, lock);
            case 'l' -> new LongsProxy(anchor, length, lock);
            case 'd' -> new DoublesProxy(anchor, length, lock);
            case 'b' -> new BytesProxy(anchor, length, lock);
            default -> throw new IllegalArgumentException("no array has type=" + type);
        };
    }

    @Override
    String lockAddress() {
        return lock.address();
    }

    @Override
    String kind() {
        return "array";
    }

    @Override
    public Passport ticket() {
        lock.travels();
        return new Passport(Passport.Type.ARRAY, this, (long) length << 32 | type, lock.id);
    }

    public int length() {
        return length;
    }

    public SharedLock lock() {
        return new LockProxy(lock, true);
    }

    public MemorySegment segment() {
        return store.segment();
    }

    private int index(int i) {
        return Objects.checkIndex(i, length);
    }

    final long getBits(int i) {
        return store.get(index(i));
    }

    final void setBits(int i, long bits) {
        store.set(index(i), bits);
    }

    final long addBits(int i, long bits) {
        return store.add(index(i), bits);
    }

    final void fillBits(long bits) {
        store.fill(bits);
    }

    final ByteBuffer all() {
        return store.all();
    }

    @Override
    public String toString() {
        return label() + "[length=" + length + "]";
    }
}
