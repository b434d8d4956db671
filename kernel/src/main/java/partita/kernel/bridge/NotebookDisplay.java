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
        if (cells == null) {
            return NotebookDisplay::print;
        }
        partita.kernel.output.Cell cell = cells.current();
        return cell == null ? NotebookDisplay::print : new InNotebook(cells, cell);
    }

    private record InNotebook(Cells cells, partita.kernel.output.Cell cell) implements Display.Cell {
        @Override
        public void write(boolean error, String text) {
            cell.write(error, text);
        }

        @Override
        public void run(Runnable action) {
            cells.run(cell, action);
        }

        @Override
        public boolean live() {
            return true;
        }

        @Override
        public Display.Bar bar() {
            return new NotebookBar(cell);
        }
    }

    private static void print(boolean error, String text) {
        PrintStream stream = error ? System.err : System.out;
        stream.print(text);
        stream.flush();
    }
}
