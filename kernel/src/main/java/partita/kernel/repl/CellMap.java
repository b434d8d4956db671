package partita.kernel.repl;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import jdk.jshell.Snippet;
import jdk.jshell.SourceCodeAnalysis;
import jdk.jshell.SourceCodeAnalysis.SnippetWrapper;
import org.jspecify.annotations.Nullable;

/** Where a class that JShell made stands in the notebook: its cell and its lines there. */
final class CellMap {
    private static final Pattern WRAPPER = Pattern.compile("REPL\\.\\$JShell\\$\\w+\\$?");
    private static final Pattern FRAME = Pattern.compile(
            "(?:[\\w.$]*//)?(REPL\\.\\$JShell\\$[\\w$.]*)\\.([\\w$<>]+)\\((\\$JShell\\$\\w+\\.java):(\\d{1,9})\\)");
    private static final Pattern WRAPPED_NAME = Pattern.compile("REPL\\.\\$JShell\\$\\w+?[$.](?=[\\p{L}_$])");

    /** A cell's source, and where a snippet of it begins. */
    private record Place(
            String cell,
            String source,
            int offset,
            @Nullable Mended mended,
            LineTable lines) {}

    private final SourceCodeAnalysis analysis;
    private final Map<String, Place> places = new ConcurrentHashMap<>();
    /** By a snippet's id, which it keeps when it is compiled anew. */
    private final Map<String, Place> declared = new ConcurrentHashMap<>();

    private final Map<String, String> sources = new ConcurrentHashMap<>();
    /** How many places each cell has. */
    private final Map<String, Integer> uses = new HashMap<>();

    CellMap(SourceCodeAnalysis analysis) {
        this.analysis = analysis;
    }

    /** The name of a cell in messages. */
    static String name(int number) {
        return "cell [" + number + "]";
    }

    /** JShell splits some cells' code in two methods of its own; people see one. */
    static StackTraceElement[] once(StackTraceElement[] frames) {
        List<StackTraceElement> all = new ArrayList<>();
        for (int i = 0; i < frames.length; i++) {
            boolean second = i > 0
                    && frames[i].getMethodName().equals("do_it$")
                    && frames[i - 1].getMethodName().equals("do_it$Aux")
                    && frames[i].getClassName().equals(frames[i - 1].getClassName());
            if (!second) {
                all.add(frames[i]);
            }
        }
        return all.toArray(StackTraceElement[]::new);
    }

    /** Takes JShell's wrapper classes out of a text: {@code REPL.$JShell$11$P} becomes {@code P}. */
    static String clean(String text) {
        return text.contains("REPL.") ? WRAPPED_NAME.matcher(text).replaceAll("") : text;
    }

    void put(Snippet snippet, int number, String source, int offset, @Nullable Mended mended) {
        put(snippet, analysis.wrapper(snippet), number, source, offset, mended);
    }

    private void put(
            Snippet snippet, SnippetWrapper wrapper, int number, String source, int offset, @Nullable Mended mended) {
        int at = mended != null ? offset : Piece.find(source, wrapper.source(), offset);
        Place place = new Place(name(number), source, at, mended, LineTable.of(wrapper));
        sources.put(place.cell, source);
        put(places, wrapper.fullClassName(), place);
        if (snippet.kind().isPersistent()) {
            put(declared, snippet.id(), place);
        }
    }

    /** A cell's source goes with the last place that is of the cell. */
    private void put(Map<String, Place> map, String key, Place place) {
        Place old = map.put(key, place);
        uses.merge(place.cell, 1, Integer::sum);
        if (old != null && uses.merge(old.cell, -1, Integer::sum) == 0) {
            uses.remove(old.cell);
            sources.remove(old.cell);
        }
    }

    /** Learns the places of classes whose code is about to run for the first time; JShell tells of them later. */
    void loaded(Collection<String> classNames, List<Snippet> snippets, int number, String source, int offset) {
        Set<String> unknown = new HashSet<>(classNames);
        // what has just been loaded is likely to stand last
        for (Snippet snippet : snippets.reversed()) {
            if (unknown.isEmpty()) {
                return;
            }
            if (snippet.kind().isPersistent() || snippet.kind() == Snippet.Kind.STATEMENT) {
                SnippetWrapper wrapper = analysis.wrapper(snippet);
                if (unknown.remove(wrapper.fullClassName())
                        && source.contains(wrapper.source().strip())) {
                    put(snippet, wrapper, number, source, offset, null);
                }
            }
        }
    }

    /** A snippet that was compiled anew, under another name perhaps, keeps its place. */
    void moved(Snippet snippet) {
        Place place = declared.get(snippet.id());
        if (place != null) {
            SnippetWrapper wrapper = analysis.wrapper(snippet);
            put(
                    places,
                    wrapper.fullClassName(),
                    new Place(place.cell, place.source, place.offset, place.mended, LineTable.of(wrapper)));
        }
    }

    /** Names a frame by cell and line, where it is one of a cell's. */
    StackTraceElement locate(StackTraceElement frame) {
        Place place = place(frame.getClassName());
        if (place == null) {
            return frame;
        }
        String type = WRAPPER.matcher(frame.getClassName()).replaceFirst("");
        String method = frame.getMethodName();
        String readable = method.startsWith("lambda$") ? "lambda" : method.startsWith("do_it$") ? "cell" : method;
        return new StackTraceElement(
                type.isEmpty() ? "notebook" : type, readable, place.cell, line(place, frame.getLineNumber()));
    }

    /** Names the frames of a printed stack trace by cell and line; all other text stays as it is. */
    String locateIn(String text) {
        if (!text.contains("REPL.$JShell$")) {
            return text;
        }
        return FRAME.matcher(text).replaceAll(found -> {
            StackTraceElement frame = new StackTraceElement(
                    found.group(1), found.group(2), found.group(3), Integer.parseInt(found.group(4)));
            StackTraceElement located = locate(frame);
            return Matcher.quoteReplacement(located == frame ? found.group() : RuntimeErrors.describe(located));
        });
    }

    /** The text of a line of the cell that a frame belongs to. */
    @Nullable
    String sourceLine(StackTraceElement frame) {
        StackTraceElement located = locate(frame);
        String source = located.getFileName() == null ? null : sources.get(located.getFileName());
        return source == null
                ? null
                : source.lines()
                        .skip(Math.max(0, located.getLineNumber() - 1L))
                        .findFirst()
                        .orElse(null);
    }

    private @Nullable Place place(String className) {
        if (!className.startsWith("REPL.$JShell$")) {
            return null;
        }
        int nested = className.indexOf('$', "REPL.$JShell$".length());
        return places.get(nested < 0 ? className : className.substring(0, nested));
    }

    private static int line(Place place, int wrappedLine) {
        int given = place.lines.offset(wrappedLine);
        int mapped = given < 0 || place.mended == null ? given : place.mended.typed(given);
        return lineAt(place.source, mapped < 0 ? begin(place.source, place.offset) : place.offset + mapped);
    }

    /** The first character at or behind a position that is no white space. */
    static int begin(String text, int offset) {
        int at = offset;
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
        return at;
    }

    /** The line of a position in a text, from 1. */
    static int lineAt(String text, int offset) {
        int end = Math.clamp(offset, 0, text.length());
        return 1 + (int) text.substring(0, end).chars().filter(c -> c == '\n').count();
    }
}
