package partita.internal.shared;

import java.util.Arrays;
import java.util.stream.IntStream;
import partita.api.SharedInts;

/** Shared numbers of type {@code int}. */
final class IntsProxy extends ArrayProxy implements SharedInts {
    IntsProxy(Anchor anchor, int length, Anchor lock) {
        super(anchor, length, (byte) 'i', lock);
    }

    @Override
    public int get(int i) {
        return (int) getBits(i);
    }

    @Override
    public void set(int i, int value) {
        setBits(i, value);
    }

    @Override
    public int add(int i, int more) {
        return (int) addBits(i, more);
    }

    @Override
    public void fill(int value) {
        fillBits(value);
    }

    @Override
    public int[] toArray() {
        int[] copy = new int[length()];
        all().asIntBuffer().get(copy);
        return copy;
    }

    @Override
    public IntStream stream() {
        return Arrays.stream(toArray());
    }
}
