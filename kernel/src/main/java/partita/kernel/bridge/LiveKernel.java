package partita.kernel.bridge;

import java.util.List;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import partita.kernel.output.Cells;

/** The kernel of this JVM, for implementations that the service loader makes. */
public final class LiveKernel {
    private static volatile @Nullable Cells cells;
    private static volatile UnaryOperator<StackTraceElement> locator = UnaryOperator.identity();

    private static volatile Supplier<List<String>> classPath = List::of;

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
     * Says what is known of the notebook's classes.
     *
     * @param live names a frame by cell and line
     * @param added what cells have added to the class path
     */
    public static void connect(UnaryOperator<StackTraceElement> live, Supplier<List<String>> added) {
        locator = live;
        classPath = added;
    }

    static @Nullable Cells cells() {
        return cells;
    }

    static StackTraceElement locate(StackTraceElement frame) {
        return locator.apply(frame);
    }

    static List<String> classPath() {
        return classPath.get();
    }
}
