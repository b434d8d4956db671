package partita.kernel.message;

/** Cursor positions: Jupyter counts code points, Java counts UTF-16 units. */
public final class CodePoints {
    private CodePoints() {}

    /**
     * From Jupyter's count to Java's.
     *
     * @param text the text that the position is in
     * @param position code points before the cursor; one outside the text counts as its nearest end
     * @return UTF-16 units before the cursor
     */
    public static int toIndex(String text, int position) {
        int count = text.codePointCount(0, text.length());
        return text.offsetByCodePoints(0, Math.clamp(position, 0, count));
    }

    /**
     * From Java's count to Jupyter's.
     *
     * @param text the text that the index is in
     * @param index UTF-16 units before the cursor
     * @return code points before the cursor
     */
    public static int fromIndex(String text, int index) {
        return text.codePointCount(0, Math.clamp(index, 0, text.length()));
    }
}
