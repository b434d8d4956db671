package partita.kernel.display;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Collections of records, of maps, of entries, and maps themselves, as an HTML table. */
final class Table {
    private static final int MAX_ROWS = 50;
    private static final int MAX_COLUMNS = 30;
    private static final int MAX_CELL = 500;

    private Table() {}

    /** The table of a value, or null where a table says no more than its text. */
    static @Nullable String html(Object value) {
        if (value instanceof Map<?, ?> map) {
            return map.isEmpty() ? null : entries(map.entrySet(), map.size());
        }
        if (value instanceof Object[] array) {
            return rows(Arrays.asList(array));
        }
        return value instanceof Collection<?> rows ? rows(rows) : null;
    }

    private static @Nullable String rows(Collection<?> rows) {
        List<Object> head = head(rows);
        if (head.isEmpty()) {
            return null;
        }
        Class<?> type = head.getFirst().getClass();
        if (type.isRecord() && head.stream().allMatch(row -> row.getClass() == type)) {
            return records(type, head, rows.size());
        }
        if (head.stream().allMatch(Map.class::isInstance)) {
            return maps(head, rows.size());
        }
        return head.stream().allMatch(Map.Entry.class::isInstance) ? entries(head, rows.size()) : null;
    }

    /** The rows to show; empty if one of them is null, since then there is no table. */
    private static List<Object> head(Collection<?> rows) {
        List<Object> head = new ArrayList<>();
        for (Iterator<?> it = rows.iterator(); it.hasNext() && head.size() < MAX_ROWS; ) {
            Object row = it.next();
            if (row == null) {
                return List.of();
            }
            head.add(row);
        }
        return head;
    }

    private static String records(Class<?> type, List<Object> rows, int total) {
        List<RecordComponent> columns =
                Arrays.stream(type.getRecordComponents()).limit(MAX_COLUMNS).toList();
        List<List<@Nullable Object>> cells = new ArrayList<>();
        for (Object row : rows) {
            List<@Nullable Object> line = new ArrayList<>();
            columns.forEach(column -> line.add(read(column, row)));
            cells.add(line);
        }
        return table(columns.stream().map(RecordComponent::getName).toList(), cells, total);
    }

    private static @Nullable Object read(RecordComponent column, Object row) {
        try {
            column.getAccessor().setAccessible(true);
            return column.getAccessor().invoke(row);
        } catch (InvocationTargetException e) {
            return "(failed: " + e.getCause() + ")";
        } catch (ReflectiveOperationException | RuntimeException e) {
            return "(not accessible: " + e.getMessage() + ")";
        }
    }

    private static String maps(List<Object> rows, int total) {
        Set<Object> columns = new LinkedHashSet<>();
        rows.forEach(row -> columns.addAll(((Map<?, ?>) row).keySet()));
        List<Object> shown = columns.stream().limit(MAX_COLUMNS).toList();
        List<List<@Nullable Object>> cells = new ArrayList<>();
        for (Object row : rows) {
            List<@Nullable Object> line = new ArrayList<>();
            shown.forEach(
                    column -> line.add(((Map<?, ?>) row).containsKey(column) ? ((Map<?, ?>) row).get(column) : ""));
            cells.add(line);
        }
        return table(shown.stream().map(String::valueOf).toList(), cells, total);
    }

    private static String entries(Collection<?> rows, int total) {
        List<List<@Nullable Object>> cells = new ArrayList<>();
        for (Iterator<?> it = rows.iterator(); it.hasNext() && cells.size() < MAX_ROWS; ) {
            Map.Entry<?, ?> entry = (Map.Entry<?, ?>) it.next();
            List<@Nullable Object> line = new ArrayList<>();
            line.add(entry.getKey());
            line.add(entry.getValue());
            cells.add(line);
        }
        return table(List.of("key", "value"), cells, total);
    }

    private static String table(List<String> columns, List<List<@Nullable Object>> rows, int total) {
        StringBuilder html = new StringBuilder("<table>\n<thead><tr>");
        columns.forEach(
                column -> html.append("<th>").append(Html.escape(column)).append("</th>"));
        html.append("</tr></thead>\n<tbody>\n");
        for (List<@Nullable Object> row : rows) {
            html.append(row.stream().map(Table::cell).collect(Collectors.joining("", "<tr>", "</tr>\n")));
        }
        if (total > rows.size()) {
            html.append("<tr><td colspan=\"").append(columns.size()).append("\">… ");
            html.append(total - rows.size()).append(" more</td></tr>\n");
        }
        return html.append("</tbody>\n</table>").toString();
    }

    private static String cell(@Nullable Object value) {
        String text = PlainText.of(value);
        String shown = text.length() > MAX_CELL ? text.substring(0, MAX_CELL) + "…" : text;
        return (value instanceof Number ? "<td style=\"text-align: right\">" : "<td style=\"text-align: left\">")
                + Html.escape(shown) + "</td>";
    }
}
