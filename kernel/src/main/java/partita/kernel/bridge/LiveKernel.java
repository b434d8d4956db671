package partita.kernel.bridge;

import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import partita.kernel.output.Cells;

/** The kernel of this JVM, for implementations that the service loader makes. */
public final class LiveKernel {
    private static volatile @Nullable Cells cells;
    private static volatile UnaryOperator<StackTraceElement> locator = UnaryOperator.identity();

    private LiveKernel() {}

    /**
     * Says whose output is whose.
     *
     * @param live this JVM's cells
     */
    public static void connect(Cells live) {
        cells = live;
    }

    /**
     * Says how a frame is named by cell and line.
     *
     * @param live this JVM's way to do it
     */
    public static void connect(UnaryOperator<StackTraceElement> live) {
        locator = live;
    }

    static @Nullable Cells cells() {
        return cells;
    }

    static StackTraceElement locate(StackTraceElement frame) {
        return locator.apply(frame);
    }
}
