package partita.kernel.repl;

import java.util.ArrayList;
import java.util.List;
import jdk.jshell.SourceCodeAnalysis.SnippetWrapper;

/**
 * Where each line of a class that JShell made stands in the snippet. Kept instead of JShell's own account, which
 * holds the class's whole text.
 */
final class LineTable {
    /** A place is believed when so much text there is the same; a shorter line must be the same as a whole. */
    private static final int ENOUGH = 3;

    private final int[] offsets;

    private LineTable(int[] offsets) {
        this.offsets = offsets;
    }

    static LineTable of(SnippetWrapper wrapper) {
        String wrapped = wrapper.wrapped();
        List<Integer> offsets = new ArrayList<>();
        // what stands above the class is imports, many of them
        boolean imports = true;
        for (int begin = 0; begin < wrapped.length(); ) {
            int end = wrapped.indexOf('\n', begin);
            end = end < 0 ? wrapped.length() : end;
            imports &= !wrapped.startsWith("class ", begin);
            offsets.add(imports ? -1 : offset(wrapper, wrapped, begin, end));
            begin = end + 1;
        }
        return new LineTable(offsets.stream().mapToInt(i -> i).toArray());
    }

    /** The place in the snippet of a line's first character that comes from there, or -1. */
    int offset(int line) {
        return line >= 1 && line <= offsets.length ? offsets[line - 1] : -1;
    }

    /** JShell gives a place for every character; where the texts agree, it is meant. */
    private static int offset(SnippetWrapper wrapper, String wrapped, int begin, int end) {
        String source = wrapper.source();
        int all = visible(wrapped, begin, end);
        int first = -1;
        int next = -1;
        int agreed = 0;
        for (int at = begin; at < end; at++) {
            if (Character.isWhitespace(wrapped.charAt(at))) {
                next = next < 0 ? -1 : next + 1;
                continue;
            }
            int offset = wrapper.wrappedToSourcePosition(at);
            boolean same = offset >= 0 && offset < source.length() && source.charAt(offset) == wrapped.charAt(at);
            if (same && offset == next) {
                agreed++;
            } else {
                first = offset;
                agreed = same ? 1 : 0;
            }
            next = same ? offset + 1 : -1;
            if (agreed >= Math.min(ENOUGH, all) && agreed > 0) {
                return first;
            }
        }
        return -1;
    }

    private static int visible(String text, int begin, int end) {
        int count = 0;
        for (int i = begin; i < end; i++) {
            count += Character.isWhitespace(text.charAt(i)) ? 0 : 1;
        }
        return count;
    }
}
