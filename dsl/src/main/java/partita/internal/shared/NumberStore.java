package partita.internal.shared;

import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import partita.internal.broker.NumbersAt;
import partita.internal.broker.Op;
import partita.internal.broker.Reply;

/** Where an array's numbers are: in memory that this process has mapped, or at a broker. */
interface NumberStore {
    /** One number's bits. */
    long get(int i);

    /** Replaces one. */
    void set(int i, long bits);

    /** Adds to one, and gives the sum. */
    long add(int i, long bits);

    /** Makes all the same. */
    void fill(long bits);

    /** All of them. */
    ByteBuffer all();

    /** Their memory. */
    MemorySegment segment();

    /** In mapped memory. */
    record Mapped(NumbersAt numbers, Proxy proxy) implements NumberStore {
        @Override
        public long get(int i) {
            proxy.checkKept();
            return numbers.get(i);
        }

        @Override
        public void set(int i, long bits) {
            proxy.checkKept();
            numbers.set(i, bits);
        }

        @Override
        public long add(int i, long bits) {
            proxy.checkKept();
            return numbers.add(i, bits);
        }

        @Override
        public void fill(long bits) {
            proxy.checkKept();
            numbers.fill(bits);
        }

        @Override
        public ByteBuffer all() {
            proxy.checkKept();
            return numbers.view();
        }

        @Override
        public MemorySegment segment() {
            proxy.checkKept();
            return numbers.memory();
        }
    }

    /** At a broker. */
    record Asked(Proxy proxy) implements NumberStore {
        @Override
        public long get(int i) {
            return proxy.ask(Op.LOOK, i, 0, Reply.NOTHING).number();
        }

        @Override
        public void set(int i, long bits) {
            proxy.ask(Op.SET, i, bits, Reply.NOTHING);
        }

        @Override
        public long add(int i, long bits) {
            return proxy.ask(Op.ADD, i, bits, Reply.NOTHING).number();
        }

        @Override
        public void fill(long bits) {
            proxy.ask(Op.CLEAR, 0, bits, Reply.NOTHING);
        }

        @Override
        public ByteBuffer all() {
            return ByteBuffer.wrap(proxy.ask(Op.ALL).payload());
        }

        @Override
        public MemorySegment segment() {
            throw new IllegalStateException(proxy.label()
                    + " has no segment here: its numbers lie in no memory that this process can map (shared memory is"
                    + " switched off, or not to be had, here or where it was made); use get, set, add and toArray");
        }
    }
}
