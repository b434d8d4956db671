package partita.kernel.magic;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import partita.kernel.maven.Resolver;

/**
 * Runs the magics of a cell, before its Java. A magic is a line that begins with {@code %} and a name that the
 * IJava family knows; any other line is Java, {@code % b} in the middle of an expression too. For one thread at a time.
 */
public final class Magics implements AutoCloseable {
    private static final Pattern LINE =
            Pattern.compile("(?m)^[ \\t]*%(%?)(jars|classpath|maven|mavenRepo|load|loadFromPOM)\\b([^\\r\\n]*)");
    private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|(\\S+)");
    /** What a project's code is compiled and run with. */
    private static final Set<String> SCOPES = Set.of("compile", "runtime", "system");

    private final Resolver resolver;

    /** Uses the user's Maven settings. */
    public Magics() {
        this(new Resolver());
    }

    Magics(Resolver resolver) {
        this.resolver = resolver;
    }

    /**
     * The cell without its magics; every other character stays where it was.
     *
     * @param cell what was typed
     * @return Java, with spaces where magics stood
     */
    public static String java(String cell) {
        Matcher whole = LINE.matcher(cell);
        if (whole.find() && wholeCell(whole.toMatchResult())) {
            return cell.substring(0, whole.start())
                    + cell.substring(whole.start()).replaceAll("[^\\r\\n]", " ");
        }
        return LINE.matcher(cell).replaceAll(found -> " ".repeat(found.end() - found.start()));
    }

    /** Whether a magic takes all that stands below it. */
    private static boolean wholeCell(MatchResult found) {
        return !found.group(1).isEmpty() && found.group(2).equals("loadFromPOM");
    }

    /**
     * Runs a cell's magics in order.
     *
     * @param cell what was typed
     * @param classPath takes each jar or folder that is to be added to the class path
     * @return cells of loaded files, which are to be run before this cell's Java
     * @throws MagicException if one cannot do what it is asked; those before it stay done
     */
    public List<String> run(String cell, Consumer<Path> classPath) throws MagicException {
        var loaded = new ArrayList<String>();
        for (MatchResult found : LINE.matcher(cell).results().toList()) {
            int line = 1
                    + (int) cell.substring(0, found.start())
                            .chars()
                            .filter(c -> c == '\n')
                            .count();
            String name = found.group(2);
            List<String> arguments = words(found.group(3));
            @Nullable String below = wholeCell(found) ? cell.substring(found.end()) : null;
            try {
                run(name, arguments, below, classPath, loaded);
            } catch (IOException | IllegalArgumentException e) {
                String given = below != null ? "" : " cannot use argument=" + String.join(" ", arguments);
                throw new MagicException(line, "%" + name + given + ": " + e.getMessage(), e);
            }
            if (below != null) {
                break;
            }
        }
        return loaded;
    }

    private void run(
            String name, List<String> arguments, @Nullable String below, Consumer<Path> classPath, List<String> loaded)
            throws IOException {
        if (below != null) {
            Poms.project(below, pom -> resolver.resolveProject(pom, scopes(arguments)))
                    .forEach(classPath);
            return;
        }
        need(name, arguments);
        switch (name) {
            case "maven" -> maven(arguments).forEach(classPath);
            case "mavenRepo" -> resolver.addRepository(arguments.get(0), arguments.get(1));
            case "loadFromPOM" ->
                resolver.resolveProject(
                                Jars.find(arguments.getFirst()).getFirst(),
                                scopes(arguments.subList(1, arguments.size())))
                        .forEach(classPath);
            case "load" ->
                loaded.addAll(Scripts.cells(Jars.find(arguments.getFirst()).getFirst()));
            default -> {
                for (String argument : arguments) {
                    (name.equals("jars") ? Jars.find(argument) : Jars.entries(argument)).forEach(classPath);
                }
            }
        }
    }

    private static void need(String name, List<String> arguments) {
        String example =
                switch (name) {
                    case "maven" -> "org.apache.commons:commons-lang3:3.18.0";
                    case "mavenRepo" -> "releases https://host/maven";
                    case "loadFromPOM" -> "pom.xml";
                    case "load" -> "helpers.jsh";
                    default -> "libs/*.jar";
                };
        if (arguments.size() < example.split(" ").length) {
            throw new IllegalArgumentException("it needs more, as in  %" + name + " " + example);
        }
        if (name.equals("mavenRepo") && !URI.create(arguments.get(1)).isAbsolute()) {
            throw new IllegalArgumentException("the second must be a URL, as in  %" + name + " " + example);
        }
    }

    /** IJava knows {@code --from ID} too, whose repository was added before and is looked in anyway. */
    private List<Path> maven(List<String> arguments) throws IOException {
        var coordinates = new ArrayList<String>();
        for (int i = 0; i < arguments.size(); i++) {
            if (arguments.get(i).equals("--from")) {
                i++;
            } else {
                coordinates.add(arguments.get(i));
            }
        }
        return resolver.resolve(coordinates);
    }

    private static Set<String> scopes(List<String> named) {
        return named.isEmpty() ? SCOPES : Set.copyOf(named);
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

    @Override
    public void close() {
        resolver.close();
    }
}
