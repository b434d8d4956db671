package partita.kernel.display;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import partita.kernel.message.Json;

class ValuesTest {
    record Row(String name, Object value) {}

    private final Values values = new Values(UnaryOperator.identity());

    private String text(Object value) {
        return Json.text(values.bundle(value).data(), "text/plain", "(none)");
    }

    private String html(Object value) {
        return Json.text(values.bundle(value).data(), "text/html", "");
    }

    @Test
    void text_everyKind_isItsOwnToString() {
        assertEquals("a\"b", text("a\"b"));
        assertEquals("[1, 2]", text(new int[] {1, 2}));
        assertEquals("[[a], null]", text(new String[][] {{"a"}, null}));
        assertEquals("[1, 2]", text(List.of(1, 2)));
        assertTrue(text(new int[5_000]).endsWith("… 4000 more]"));
    }

    @Test
    void text_longCollection_isCutShort() {
        List<Integer> numbers = IntStream.range(0, 1_001).boxed().toList();
        assertTrue(text(numbers).startsWith("[0, 1, ") && text(numbers).endsWith(", 999, … 1 more]"));
        assertEquals(numbers.subList(0, 1_000).toString(), text(numbers.subList(0, 1_000)));
        Map<Integer, Integer> squares = new TreeMap<>();
        numbers.forEach(n -> squares.put(n, n * n));
        assertTrue(text(squares).startsWith("{0=0, 1=1, 2=4") && text(squares).endsWith("999=998001, … 1 more}"));
    }

    @Test
    void text_arrayThatHoldsItself_ends() {
        Object[] self = new Object[1];
        self[0] = self;
        assertTrue(text(self).contains("…"));
    }

    @Test
    void table_recordsMapsAndEntries_haveOne() {
        assertTrue(html(List.of(new Row("<x>", 1))).contains("<td style=\"text-align: left\">&lt;x&gt;</td>"));
        assertTrue(html(new Row[] {new Row("x", 1)}).contains("<th>name</th><th>value</th>"));
        assertTrue(html(Map.of("k", 1)).contains("<th>key</th>"));
        assertTrue(html(List.of(Map.entry("k", 1))).contains("<th>key</th>"));
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("a", 1);
        row.put("b", null);
        assertTrue(html(List.of(row, Map.of("c", 2))).contains("<th>a</th><th>b</th><th>c</th>"));
    }

    @Test
    void table_whatHasNoRows_hasNone() {
        for (Object value : List.of(List.of(1, 2), List.of(), Map.of(), List.of(new Row("a", 1), "b"), "text")) {
            assertEquals("", html(value), value::toString);
        }
    }

    @Test
    void table_manyRows_saysHowManyAreLeft() {
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            rows.add(new Row("n" + i, i));
        }
        assertTrue(html(rows).contains("… 10 more"));
        assertFalse(html(rows).contains("n50"));
    }

    @Test
    void bundle_picture_isPngAndText() {
        var data = values.bundle(new BufferedImage(2, 2, BufferedImage.TYPE_INT_RGB))
                .data();
        assertTrue(data.has("image/png"));
        assertTrue(data.has("text/plain"));
    }

    @Test
    void renderer_ofTheUsers_winsOverTheTable() {
        values.createRegistration(Row.class)
                .preferring("text/markdown")
                .register((row, context) -> context.renderIfRequested(
                        org.dflib.jjava.jupyter.kernel.display.common.Text.MARKDOWN, () -> "**" + row.name() + "**"));
        var data = values.bundle(new Row("n", 1)).data();
        assertEquals("**n**", Json.text(data, "text/markdown", ""));
        assertEquals("Row[name=n, value=1]", Json.text(data, "text/plain", ""));
    }
}
