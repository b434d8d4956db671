package partita.kernel.weave;

/** Stands for the end of the JVM that notebook code asked for, and that would have taken the notebook with it. */
public final class CellExit extends Error {
    CellExit(String call) {
        super("the cell called " + call + "; the kernel lives on, with all its variables. To end a cell early, throw an"
                + " exception or return from a method; to end the kernel, use Jupyter's menu (Kernel, Shut Down)");
        setStackTrace(CellInterrupted.withoutOurs(getStackTrace()));
    }
}
