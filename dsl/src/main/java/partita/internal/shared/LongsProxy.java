package partita.internal.shared;

import java.util.Arrays;
import java.util.stream.LongStream;
import partita.api.SharedLongs;

/** Shared numbers of type {@code long}. */
final class LongsProxy extends ArrayProxy implements SharedLongs {
    LongsProxy(Anchor anchor, int length, Anchor lock) {
        super(anchor, length, (byte) 'l', lock);
    }

    @Override
    public long get(int i) {
        return getBits(i);
    }

    @Override
    public void set(int i, long value) {
        setBits(i, value);
    }

    @Override
    public long add(int i, long more) {
        return addBits(i, more);
    }

    @Override
    public void fill(long value) {
        fillBits(value);
    }

    @Override
    public long[] toArray() {
        long[] copy = new long[length()];
        all().asLongBuffer().get(copy);
        return copy;
    }

    @Override
    public LongStream stream() {
        return Arrays.stream(toArray());
    }
}
