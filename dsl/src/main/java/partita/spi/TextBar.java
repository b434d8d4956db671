package partita.spi;

/** A bar of text on one line of a terminal. */
final class TextBar implements Display.Bar {
    private static final int WIDTH = 30;

    private final Display.Cell cell;
    private int shown;

    TextBar(Display.Cell cell) {
        this.cell = cell;
    }

    @Override
    public void show(Progress progress) {
        String line = bar(progress) + progress.text();
        // What a longer line left behind is painted over.
        String rest = " ".repeat(Math.max(0, shown - line.length()));
        shown = line.length();
        cell.write(true, "\r" + line + rest + (progress.over() ? System.lineSeparator() : ""));
    }

    private static String bar(Progress progress) {
        if (progress.total() <= 0) {
            return "";
        }
        int full = (int) (WIDTH * progress.done() / progress.total());
        return "[" + "#".repeat(full) + ".".repeat(WIDTH - full) + "] ";
    }
}
