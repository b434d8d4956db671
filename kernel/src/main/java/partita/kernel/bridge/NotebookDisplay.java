package partita.kernel.bridge;

import java.io.PrintStream;
import partita.kernel.output.Cells;
import partita.spi.Display;

/** Output to the notebook's cells. Made by the service loader; without a live kernel it prints. */
public final class NotebookDisplay implements Display {
    /** For the service loader. */
    public NotebookDisplay() {}

    @Override
    public Display.Cell cell() {
        Cells cells = LiveKernel.cells();
        partita.kernel.output.Cell cell = cells == null ? null : cells.current();
        return cell == null ? NotebookDisplay::print : cell::write;
    }

    private static void print(boolean error, String text) {
        PrintStream stream = error ? System.err : System.out;
        stream.print(text);
        stream.flush();
    }
}
