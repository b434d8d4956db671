package partita.internal.shared;

import java.util.Arrays;
import java.util.stream.DoubleStream;
import partita.api.SharedDoubles;

/** Shared numbers of type {@code double}. */
final class DoublesProxy extends ArrayProxy implements SharedDoubles {
    DoublesProxy(Anchor anchor, int length, Anchor lock) {
        super(anchor, length, (byte) 'd', lock);
    }

    @Override
    public double get(int i) {
        return Double.longBitsToDouble(getBits(i));
    }

    @Override
    public void set(int i, double value) {
        setBits(i, Double.doubleToRawLongBits(value));
    }

    @Override
    public double add(int i, double more) {
        return Double.longBitsToDouble(addBits(i, Double.doubleToRawLongBits(more)));
    }

    @Override
    public void fill(double value) {
        fillBits(Double.doubleToRawLongBits(value));
    }

    @Override
    public double[] toArray() {
        double[] copy = new double[length()];
        all().asDoubleBuffer().get(copy);
        return copy;
    }

    @Override
    public DoubleStream stream() {
        return Arrays.stream(toArray());
    }
}
