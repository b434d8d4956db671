package partita.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;

/**
 * Writes the behaviours that pass to {@code target/behaviours.txt}: name, method and sentence, with tabs between. A
 * behaviour passes when every run of its method succeeded and none was skipped.
 */
public final class BehaviourRecorder implements TestExecutionListener {
    private static final Path FILE = Path.of("target", "behaviours.txt");

    /** Over all plans of this JVM: a runner may split its tests over several. */
    private static final SortedMap<String, Shown> SHOWN = new TreeMap<>();

    private record Shown(String method, String checks, boolean passes) {
        Shown and(boolean alsoPasses) {
            return new Shown(method, checks, passes && alsoPasses);
        }
    }

    /** Made by JUnit. */
    public BehaviourRecorder() {}

    @Override
    public void executionFinished(TestIdentifier test, TestExecutionResult result) {
        note(test, result.getStatus() == TestExecutionResult.Status.SUCCESSFUL);
    }

    @Override
    public void executionSkipped(TestIdentifier test, String reason) {
        note(test, false);
    }

    private static void note(TestIdentifier test, boolean passes) {
        if (test.getSource().orElse(null) instanceof MethodSource source) {
            Method method = source.getJavaMethod();
            Behaviour behaviour = method.getAnnotation(Behaviour.class);
            // the container of a parameterised test succeeds without any run of its own
            if (behaviour != null && (test.isTest() || !passes)) {
                synchronized (SHOWN) {
                    SHOWN.compute(
                            behaviour.value(),
                            (_, before) -> before == null
                                    ? new Shown(Behaviours.nameOf(method), behaviour.checks(), passes)
                                    : before.and(passes));
                }
            }
        }
    }

    @Override
    public void testPlanExecutionFinished(TestPlan plan) {
        StringBuilder text = new StringBuilder();
        synchronized (SHOWN) {
            SHOWN.forEach((name, shown) -> {
                if (shown.passes()) {
                    text.append(name)
                            .append('\t')
                            .append(shown.method())
                            .append('\t')
                            .append(shown.checks())
                            .append('\n');
                }
            });
        }
        try {
            Files.createDirectories(FILE.getParent());
            Files.writeString(FILE, text);
        } catch (IOException e) {
            throw new UncheckedIOException("the behaviours cannot be written: file=" + FILE.toAbsolutePath(), e);
        }
    }
}
