package partita.kernel.magic;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Projects typed in a cell: a whole {@code pom.xml}, or only its parts that name jars. */
final class Poms {
    private static final Pattern WHOLE = Pattern.compile("<project[\\s>]");
    private static final Pattern WRAPPED = Pattern.compile("<(dependencies|repositories)[\\s>]");

    /** Does something with a project's file. */
    @FunctionalInterface
    interface Use {
        List<Path> of(Path pom) throws IOException;
    }

    private Poms() {}

    static List<Path> project(String text, Use use) throws IOException {
        if (text.isBlank()) {
            throw new IllegalArgumentException(
                    "a pom.xml or its <dependency> elements must stand in the lines below it; of a file:  %loadFromPOM"
                            + " pom.xml");
        }
        Path pom = Files.createTempFile("partita", ".pom");
        try {
            Files.writeString(pom, WHOLE.matcher(text).find() ? text.strip() : whole(text));
            return use.of(pom);
        } finally {
            Files.delete(pom);
        }
    }

    private static String whole(String parts) {
        String body = WRAPPED.matcher(parts).find()
                ? parts
                : elements("repositories", "repository", parts) + elements("dependencies", "dependency", parts);
        return "<project><modelVersion>4.0.0</modelVersion><groupId>notebook</groupId><artifactId>cell</artifactId>"
                + "<version>1</version>" + body + "</project>";
    }

    private static String elements(String around, String name, String text) {
        String all = Pattern.compile("<" + name + ">.*?</" + name + ">", Pattern.DOTALL)
                .matcher(text)
                .results()
                .map(found -> found.group())
                .collect(Collectors.joining());
        return all.isEmpty() ? "" : "<" + around + ">" + all + "</" + around + ">";
    }
}
