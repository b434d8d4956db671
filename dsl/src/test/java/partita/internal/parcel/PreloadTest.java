package partita.internal.parcel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import partita.function.Fn;
import partita.function.Task;
import partita.spi.ClassSource;
import partita.spi.Engine;

/** What may be loaded before it is wanted, and that it is what runs then. */
class PreloadTest {
    private static final ClassSource SNIPPETS = new ClassSource() {};

    /** A type with an initialiser, which the first lambda of it would run. */
    interface Loud extends Task {
        Object MADE = new Object();

        default Object made() {
            return MADE;
        }
    }

    /** Not a lambda. */
    static final class Written implements Task, Serializable {
        private static final long serialVersionUID = 1;

        @Override
        public void run() {}
    }

    private static Engine.Work packed(Object function) {
        return Packer.single(function, 7, SNIPPETS);
    }

    private static boolean may(Object function) {
        return Runner.mayPreload(packed(function).bundle().bytes());
    }

    @Test
    void mayPreload_lambdaThatCapturedNothing_true() throws Exception {
        assertTrue(may((Fn<Integer, Integer>) x -> x + 1));
        assertTrue(may(new TypedLoader().task()));
    }

    @Test
    void mayPreload_whatHasValues_false() throws Exception {
        int captured = Integer.parseInt("3");
        assertFalse(may((Fn<Integer, Integer>) x -> x + captured), "a captured value");
        assertFalse(may(new TypedLoader().functions().get(1)), "a notebook's variable");
        assertFalse(may(new Written()), "an object of a class that a person wrote");
        assertFalse(may((Loud) () -> {}), "a lambda of a type with an initialiser");
    }

    @Test
    void preload_sameNameOtherCode_eachHashRunsItsOwn() throws Throwable {
        var runner = new Runner();
        Engine.Work early = packed(new TypedLoader().task());
        runner.preload(early.bundle().hash(), early.bundle().bytes());
        assertTrue(runner.has(early.bundle().hash()));
        Fn<Integer, Integer> square = new TypedLoader().functions().getFirst(); // of a class of the same name
        Engine.Work work = packed(square);
        assertFalse(runner.has(work.bundle().hash()));
        runner.add(work.bundle().hash(), work.bundle().bytes());
        assertEquals(List.of(49), results(runner, work));
        runner.runTask(1, early.bundle().hash(), early.payload());
    }

    @Test
    void preload_whatCannotBeLoaded_isNotThere() {
        var runner = new Runner();
        Engine.Work work = packed((Fn<Integer, Integer>) x -> x + 1);
        byte[] broken = work.bundle().bytes().clone();
        Arrays.fill(broken, broken.length - 40, broken.length, (byte) 'x');
        runner.preload("broken", broken);
        assertFalse(runner.has("broken"));
        runner.preload(work.bundle().hash(), work.bundle().bytes());
        assertEquals(List.of(8), results(runner, work));
    }

    private static List<@Nullable Object> results(Runner runner, Engine.Work work) {
        var given = new ArrayList<@Nullable Object>();
        var receiver = new OutcomeReader.Receiver() {
            @Override
            public void succeeded(int offset, long nanos, @Nullable Object value) {
                given.add(value);
            }

            @Override
            public void failed(int offset, long nanos, Throwable cause) {
                given.add(cause);
            }

            @Override
            public void changed(String variable) {
                given.add(variable);
            }
        };
        var reader = new OutcomeReader(PreloadTest.class.getClassLoader(), Optional.empty());
        runner.run(1, work.bundle().hash(), work.payload(), 0, (payload, _) -> reader.read(payload, receiver));
        return given;
    }
}
