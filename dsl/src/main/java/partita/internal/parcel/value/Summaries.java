package partita.internal.parcel.value;

import com.esotericsoftware.kryo.kryo5.Kryo;
import com.esotericsoftware.kryo.kryo5.Serializer;
import com.esotericsoftware.kryo.kryo5.io.Input;
import com.esotericsoftware.kryo.kryo5.io.Output;
import java.util.DoubleSummaryStatistics;
import java.util.IntSummaryStatistics;
import java.util.LongSummaryStatistics;
import org.jspecify.annotations.Nullable;

/** What a stream's {@code summaryStatistics()} gives, which is not serialisable. */
final class Summaries {
    private Summaries() {}

    /** For a class of summaries; null for others. */
    static @Nullable Serializer<?> of(Class<?> type) {
        return type == IntSummaryStatistics.class
                ? new OfInts()
                : type == LongSummaryStatistics.class
                        ? new OfLongs()
                        : type == DoubleSummaryStatistics.class ? new OfDoubles() : null;
    }

    private static final class OfInts extends Serializer<IntSummaryStatistics> {
        @Override
        public void write(Kryo kryo, Output output, IntSummaryStatistics s) {
            output.writeLong(s.getCount());
            output.writeInt(s.getMin());
            output.writeInt(s.getMax());
            output.writeLong(s.getSum());
        }

        @Override
        public IntSummaryStatistics read(Kryo kryo, Input input, Class<? extends IntSummaryStatistics> type) {
            return new IntSummaryStatistics(input.readLong(), input.readInt(), input.readInt(), input.readLong());
        }
    }

    private static final class OfLongs extends Serializer<LongSummaryStatistics> {
        @Override
        public void write(Kryo kryo, Output output, LongSummaryStatistics s) {
            output.writeLong(s.getCount());
            output.writeLong(s.getMin());
            output.writeLong(s.getMax());
            output.writeLong(s.getSum());
        }

        @Override
        public LongSummaryStatistics read(Kryo kryo, Input input, Class<? extends LongSummaryStatistics> type) {
            return new LongSummaryStatistics(input.readLong(), input.readLong(), input.readLong(), input.readLong());
        }
    }

    private static final class OfDoubles extends Serializer<DoubleSummaryStatistics> {
        @Override
        public void write(Kryo kryo, Output output, DoubleSummaryStatistics s) {
            output.writeLong(s.getCount());
            output.writeDouble(s.getMin());
            output.writeDouble(s.getMax());
            output.writeDouble(s.getSum());
        }

        @Override
        public DoubleSummaryStatistics read(Kryo kryo, Input input, Class<? extends DoubleSummaryStatistics> type) {
            return new DoubleSummaryStatistics(
                    input.readLong(), input.readDouble(), input.readDouble(), input.readDouble());
        }
    }
}
