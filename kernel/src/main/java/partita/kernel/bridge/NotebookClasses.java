package partita.kernel.bridge;

import java.util.List;
import partita.spi.ClassSource;

/** The notebook's classes, whose frames are named by cell and line. Made by the service loader. */
public final class NotebookClasses implements ClassSource {
    /** For the service loader. */
    public NotebookClasses() {}

    @Override
    public StackTraceElement locate(StackTraceElement frame) {
        return LiveKernel.locate(frame);
    }

    @Override
    public List<String> addedClassPath() {
        return LiveKernel.classPath();
    }
}
