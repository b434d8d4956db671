package partita.kernel.output;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** Standard output or standard error: bytes go to the cell of the thread that writes them. */
public final class CellStream extends OutputStream {
    private final Cells cells;
    private final boolean error;
    private final PrintStream fallback;

    private CellStream(Cells cells, boolean error, PrintStream fallback) {
        this.cells = cells;
        this.error = error;
        this.fallback = fallback;
    }

    /**
     * Makes a stream that may stand as {@link System#out} or {@link System#err}. A plain PrintStream holds its
     * lock for a whole line, so lines of different threads never mix.
     *
     * @param cells knows whose thread is writing
     * @param error whether it is standard error
     * @param fallback takes what is written before any cell ran
     * @return the stream
     */
    public static PrintStream of(Cells cells, boolean error, PrintStream fallback) {
        return new PrintStream(new CellStream(cells, error, fallback), false, StandardCharsets.UTF_8);
    }

    @Override
    public void write(int b) {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
        Objects.checkFromIndexSize(offset, length, bytes.length);
        Cell cell = cells.current();
        if (cell == null) {
            fallback.write(bytes, offset, length);
            fallback.flush();
        } else {
            cell.bytes(error, bytes, offset, length);
        }
    }
}
