package partita.kernel.repl;

import java.util.List;

/** What every notebook can name without an import. */
public final class Startup {
    /** Import declarations, in order. */
    public static final List<String> IMPORTS = List.of(
            "import module java.base;",
            "import java.util.logging.Level;",
            "import partita.*;",
            "import partita.api.*;",
            "import partita.function.*;",
            "import static partita.Par.par;",
            "import static java.time.Duration.ofMillis;",
            "import static java.time.Duration.ofSeconds;",
            "import static java.time.Duration.ofMinutes;",
            "import static java.time.Duration.ofHours;",
            "import static partita.kernel.display.Notebook.*;");

    private Startup() {}
}
