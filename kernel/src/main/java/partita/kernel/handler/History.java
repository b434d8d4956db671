package partita.kernel.handler;

import com.google.gson.JsonArray;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import partita.kernel.message.Json;
import partita.kernel.message.Message;

/** What was run in this session, kept in memory. For the shell thread. */
final class History implements Handler {
    private static final int SESSION = 1;

    private record Entry(int line, String source, @Nullable String output) {}

    private final List<Entry> entries = new ArrayList<>();

    void add(int line, String source, @Nullable String output) {
        entries.add(new Entry(line, source, output));
    }

    @Override
    public JsonObject handle(Message request) {
        JsonObject asked = request.content();
        boolean output = Json.flag(asked, "output", false);
        JsonArray history = new JsonArray();
        select(asked).forEach(entry -> history.add(row(entry, output)));
        JsonObject content = Reply.ok();
        content.add("history", history);
        return content;
    }

    private List<Entry> select(JsonObject asked) {
        return switch (Json.text(asked, "hist_access_type", "tail")) {
            case "range" -> range(asked);
            case "search" -> last(search(asked), Json.number(asked, "n", Integer.MAX_VALUE));
            default -> last(entries, Json.number(asked, "n", Integer.MAX_VALUE));
        };
    }

    /** Session 0 is the current one, and so is this session's own number; no other is remembered. */
    private List<Entry> range(JsonObject asked) {
        int session = Json.number(asked, "session", 0);
        int start = Json.number(asked, "start", 0);
        int stop = Json.number(asked, "stop", Integer.MAX_VALUE);
        if (session != 0 && session != SESSION) {
            return List.of();
        }
        return entries.stream()
                .filter(e -> e.line() >= start && e.line() < stop)
                .toList();
    }

    private List<Entry> search(JsonObject asked) {
        Pattern pattern = glob(Json.text(asked, "pattern", "*"));
        List<Entry> found = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        boolean unique = Json.flag(asked, "unique", false);
        for (Entry entry : entries.reversed()) {
            if (pattern.matcher(entry.source()).matches() && (!unique || seen.add(entry.source()))) {
                found.addFirst(entry);
            }
        }
        return found;
    }

    private static Pattern glob(String glob) {
        StringBuilder regex = new StringBuilder();
        for (char c : glob.toCharArray()) {
            regex.append(
                    switch (c) {
                        case '*' -> ".*";
                        case '?' -> ".";
                        default -> Pattern.quote(String.valueOf(c));
                    });
        }
        return Pattern.compile(regex.toString(), Pattern.DOTALL);
    }

    private static List<Entry> last(List<Entry> all, int n) {
        return all.subList(Math.max(0, all.size() - Math.max(0, n)), all.size());
    }

    private static JsonArray row(Entry entry, boolean output) {
        JsonArray row = new JsonArray();
        row.add(SESSION);
        row.add(entry.line());
        if (output) {
            JsonArray both = new JsonArray();
            both.add(entry.source());
            if (entry.output() == null) {
                both.add(JsonNull.INSTANCE);
            } else {
                both.add(entry.output());
            }
            row.add(both);
        } else {
            row.add(entry.source());
        }
        return row;
    }
}
