package partita.kernel.magic;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Runs the magics of a cell, before its Java. A magic is a line that begins with {@code %} and a name that the
 * IJava family knows; any other line is Java, {@code % b} in the middle of an expression too.
 */
public final class Magics {
    private static final Pattern LINE =
            Pattern.compile("(?m)^[ \\t]*%%?(jars|classpath|maven|mavenRepo|load|loadFromPOM)\\b([^\\r\\n]*)");
    private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|(\\S+)");

    @FunctionalInterface
    private interface Finder {
        List<Path> find(String argument) throws IOException;
    }

    private static final Map<String, Finder> FINDERS = Map.of("jars", Jars::find, "classpath", Jars::entries);

    private Magics() {}

    /**
     * The cell without its magics; every other character stays where it was.
     *
     * @param cell what was typed
     * @return Java, with spaces where magics stood
     */
    public static String java(String cell) {
        return LINE.matcher(cell).replaceAll(found -> " ".repeat(found.end() - found.start()));
    }

    /**
     * Runs a cell's magics in order.
     *
     * @param cell what was typed
     * @param classPath takes each jar or folder that is to be added to the class path
     * @throws MagicException if one cannot do what it is asked; those before it stay done
     */
    public static void run(String cell, Consumer<Path> classPath) throws MagicException {
        for (MatchResult found : LINE.matcher(cell).results().toList()) {
            int line = 1
                    + (int) cell.substring(0, found.start())
                            .chars()
                            .filter(c -> c == '\n')
                            .count();
            run(line, found.group(1), words(found.group(2)), classPath);
        }
    }

    private static void run(int line, String name, List<String> arguments, Consumer<Path> classPath)
            throws MagicException {
        Finder finder = FINDERS.get(name);
        if (finder == null) {
            throw new MagicException(
                    line,
                    "%" + name + " is not a magic of this kernel, which knows %classpath and %jars; let Maven put the"
                            + " jars into a folder (mvn dependency:copy-dependencies -DoutputDirectory=libs), then"
                            + " write  %jars libs/*.jar",
                    null);
        }
        if (arguments.isEmpty()) {
            throw new MagicException(
                    line, "%" + name + " needs at least one argument, as in  %" + name + " libs/*.jar", null);
        }
        for (String argument : arguments) {
            try {
                finder.find(argument).forEach(classPath);
            } catch (IOException | IllegalArgumentException e) {
                throw new MagicException(
                        line, "%" + name + " cannot use argument=" + argument + ": " + e.getMessage(), e);
            }
        }
    }

    private static List<String> words(String text) {
        List<String> words = new ArrayList<>();
        // a line of Java would end with a semicolon, so people type it
        Matcher word = WORD.matcher(text.stripTrailing().replaceFirst(";+$", ""));
        while (word.find()) {
            words.add(word.group(1) != null ? word.group(1) : word.group(2));
        }
        return words;
    }
}
