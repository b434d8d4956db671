package partita.api;

import java.util.AbstractList;
import java.util.Objects;
import java.util.RandomAccess;

/** The whole numbers from one bound up, or down, to before another: Python's {@code range}, as a list. */
public final class IntRange extends AbstractList<Integer> implements RandomAccess {
    private final int from;
    private final int step;
    private final int size;

    /**
     * Makes a range.
     *
     * @param from the first number
     * @param to the bound that is not reached
     * @param step the distance of neighbours; negative to count down
     * @throws IllegalArgumentException if the step is 0, or there are more than {@code Integer.MAX_VALUE} numbers
     */
    public IntRange(int from, int to, int step) {
        if (step == 0) {
            throw new IllegalArgumentException("a range with step=0 has no end: give another step");
        }
        long distance = step > 0 ? (long) to - from : (long) from - to;
        long steps = Math.max(0, Math.ceilDiv(distance, Math.abs((long) step)));
        if (steps > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("a range of size=" + steps + " is more than a list can hold ("
                    + Integer.MAX_VALUE + "): give a LongStream.range instead");
        }
        this.from = from;
        this.step = step;
        this.size = (int) steps;
    }

    private IntRange(IntRange whole, int start, int end) {
        from = whole.from + start * whole.step; // before the end of none it may wrap: nobody reads it then
        step = whole.step;
        size = end - start;
    }

    /**
     * The distance of neighbours.
     *
     * @return not 0; negative where it counts down
     */
    public int step() {
        return step;
    }

    @Override
    public IntRange subList(int start, int end) {
        Objects.checkFromToIndex(start, end, size);
        return new IntRange(this, start, end);
    }

    @Override
    public Integer get(int index) {
        return from + Objects.checkIndex(index, size) * step;
    }

    @Override
    public int size() {
        return size;
    }
}
