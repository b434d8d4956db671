package partita.testing;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.Collectors;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestPlan;

/**
 * Has what tests start look for classes in jars first, where a runner names folders first: a JVM with a cache of classes
 * is what users have, and takes less to start. No class is in two places.
 */
public final class JarsFirst implements TestExecutionListener {
    private static final String CLASS_PATH = "java.class.path";

    /** Made by JUnit. */
    public JarsFirst() {}

    @Override
    public void testPlanExecutionStarted(TestPlan plan) {
        String sorted = Arrays.stream(System.getProperty(CLASS_PATH).split(File.pathSeparator))
                .sorted(Comparator.comparing(entry -> Files.isDirectory(Path.of(entry)))) // stable
                .collect(Collectors.joining(File.pathSeparator));
        System.setProperty(CLASS_PATH, sorted);
    }
}
