package partita.notebook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import partita.api.NotShippableException;

/** A manager used from cells, with classes and lambdas that were typed there. */
class NotebookManagerTest {
    private final Notebook notebook = new Notebook();

    @BeforeEach
    void start() {
        notebook.run("var m = par.heap(\"128m\").manager();");
    }

    @AfterEach
    void close() {
        notebook.run("m.close();");
        notebook.close();
    }

    @Test
    void counter_fromTheContract_countsWords() {
        notebook.run("List<String> words(String f) { return List.of(f.split(\" \")); }");
        notebook.run("var files = List.of(\"a b a\", \"b a\", \"c\");");
        notebook.run("var counts = m.counter(String.class);");
        notebook.run("par.workers(2).forEach(files, f -> counts.update(words(f)));");
        assertEquals("[a=3, b=2]", notebook.run("counts.mostCommon(2)").toString());
    }

    @Test
    void dict_typedRecordsAsKeys_areEqualWhereverTheyComeFrom() {
        notebook.run("record Point(int x, int y) {}");
        notebook.run("var d = m.dict(Point.class, Integer.class);");
        notebook.run("d.put(new Point(1, 2), 1);");
        notebook.run("par.workers(2).forEach(par.range(10), i -> d.incrementBy(new Point(i % 2, 2), 1));");
        assertEquals(6, notebook.run("d.get(new Point(1, 2))"));
        assertEquals(5, notebook.run("d.get(new Point(0, 2))"));
        assertEquals(2, notebook.run("d.size()"));
        notebook.run("int unrelated = 1;");
        assertEquals(12, notebook.run("d.compute(new Point(1, 2), (p, n) -> n * (p.x() + 1))"));
        assertEquals(
                "[Point[x=1, y=2], Point[x=0, y=2]]",
                notebook.run("List.copyOf(d.keySet())").toString());
    }

    @Test
    void dict_lambdasWithVariablesAndMethods_runInTheManager() {
        notebook.run("int factor = 3;");
        notebook.run("int scaled(int n) { return n * factor; }");
        notebook.run("var d = m.dict(String.class, Integer.class);");
        assertEquals(1, notebook.run("d.merge(\"a\", 1, Integer::sum)"));
        assertEquals(3, notebook.run("d.merge(\"a\", 2, (x, y) -> x + y)"));
        assertEquals(9, notebook.run("d.compute(\"a\", (k, v) -> scaled(v))"));
        notebook.run("factor = 10;");
        assertEquals(90, notebook.run("d.compute(\"a\", (k, v) -> scaled(v))"));
        notebook.run("par.workers(2).forEach(par.range(50), i -> d.merge(\"n\", 1, Integer::sum));");
        assertEquals(50, notebook.run("d.get(\"n\")"));
        var e = assertThrows(NotShippableException.class, () -> notebook.run("d.compute(\"a\", (k, v) -> factor = v)"));
        assertTrue(e.getMessage().contains("'factor'"), e::getMessage);
    }

    @Test
    void service_typedClass_keepsItsState() {
        notebook.run("interface Bank { long pay(String who, long n); Map<String, Long> all(); }");
        notebook.run("class MyBank implements Bank {"
                + " private final Map<String, Long> accounts = new TreeMap<>();"
                + " public long pay(String who, long n) { return accounts.merge(who, n, Long::sum); }"
                + " public Map<String, Long> all() { return accounts; } }");
        notebook.run("var bank = m.register(\"bank\", Bank.class, () -> new MyBank());");
        notebook.run("par.workers(2).forEach(par.range(20), i -> bank.pay(i % 2 == 0 ? \"ann\" : \"bob\", i));");
        assertEquals("{ann=90, bob=100}", notebook.run("bank.all()").toString());
        assertEquals(91L, notebook.run("m.get(\"bank\", Bank.class).pay(\"ann\", 1)"));
    }

    @Test
    void list_typedValues_goThroughFunctions() {
        notebook.run("record Job(String name, int cost) {}");
        notebook.run("var jobs = m.list(Job.class);");
        notebook.run("par.workers(2).forEach(par.range(4), i -> jobs.add(new Job(\"j\" + i, 10 - i)));");
        notebook.run("jobs.sort(Comparator.comparing(Job::cost));");
        assertEquals("j3", notebook.run("jobs.get(0).name()"));
        assertEquals(true, notebook.run("jobs.removeIf(j -> j.cost() > 8)"));
        assertEquals(true, notebook.run("jobs.contains(new Job(\"j3\", 7))"));
        assertEquals(
                "[Job[name=j3, cost=7], Job[name=j2, cost=8]]",
                notebook.run("jobs.toList()").toString());
    }
}
