package partita.notebook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import partita.api.NotShippableException;

/** Shared objects made in cells, and classes typed there as what goes through them. */
class NotebookSharingTest {
    private final Notebook notebook = new Notebook();

    @AfterEach
    void close() {
        notebook.close();
    }

    @Test
    void queue_typedRecord_goesToAChildAndBack() {
        notebook.run("record Point(int x, int y) { Point twice() { return new Point(2 * x, 2 * y); } }");
        notebook.run("var in = par.queue(Point.class);");
        notebook.run("var out = par.queue(Point.class);");
        notebook.run("var child = par.process(() -> { for (var p : in.items()) out.put(p.twice()); }).start();");
        notebook.run("in.put(new Point(1, 2)); in.put(new Point(3, 4)); in.close(); child.join();");
        assertEquals(
                "[Point[x=2, y=4], Point[x=6, y=8]]",
                notebook.run("new ArrayList<>(out)").toString());
        assertEquals("Point[x=2, y=4]", notebook.run("out.get()").toString());
        assertEquals(6, notebook.run("out.get().x()"));
    }

    @Test
    void queue_typedRecordUnknownThere_bringsItsClass() {
        notebook.run("record Name(String first) {}");
        notebook.run("record Person(Name name, List<Name> others) {}");
        notebook.run("var in = par.queue();");
        notebook.run("var out = par.queue();");
        notebook.run("in.put(new Person(new Name(\"Ada\"), List.of(new Name(\"Bob\"))));");
        notebook.run("par.run(() -> { Object p = in.get(); out.put(p.toString()); out.put(p); });");
        assertEquals("Person[name=Name[first=Ada], others=[Name[first=Bob]]]", notebook.run("out.get()"));
        assertEquals("Ada", notebook.run("((Person) out.get()).name().first()"));
    }

    @Test
    void queue_classThatReadsAVariable_saysWhatToDoWhereUnknown() {
        notebook.run("int factor = 3;");
        notebook.run("record Scaled(int n) { int value() { return n * factor; } }");
        notebook.run("var in = par.queue();");
        notebook.run("in.put(new Scaled(2));");
        var e = assertThrows(
                partita.api.TaskException.class, () -> notebook.run("par.apply(() -> String.valueOf(in.get()))"));
        assertTrue(e.getCause() instanceof NotShippableException, String.valueOf(e.getCause()));
        assertTrue(e.getCause().getMessage().contains("class=Scaled"), e.getCause()::getMessage);
        notebook.run("in.put(new Scaled(2));");
        assertEquals(6, notebook.run("par.apply(() -> ((Scaled) in.get()).value())"));
    }

    @Test
    void value_typedRecord_isUpdatedByWorkers() {
        notebook.run("record Tally(int n, long sum) { Tally plus(long x) { return new Tally(n + 1, sum + x); } }");
        notebook.run("var tally = par.value(new Tally(0, 0));");
        notebook.run("par.workers(2).forEach(par.range(50), i -> tally.update(t -> t.plus(i)));");
        assertEquals("Tally[n=50, sum=1225]", notebook.run("tally.get()").toString());
    }

    @Test
    void lock_fromTheContract_countsRight() {
        notebook.run("var lock = par.lock(); var hits = par.value(0L);");
        notebook.run("par.workers(2).forEach(par.range(0, 100),"
                + " i -> { try (var _ = lock.acquire()) { hits.set(hits.get() + 1); } });");
        assertEquals(100L, notebook.run("hits.get()"));
    }

    @Test
    void queue_lambdaAsItem_isRefusedWithAdvice() {
        notebook.run("var in = par.queue();");
        var e = assertThrows(
                NotShippableException.class, () -> notebook.run("in.put((Fn<Integer, Integer>) x -> x + 1);"));
        assertTrue(e.getMessage().contains("a lambda typed in a notebook"), e::getMessage);
    }
}
