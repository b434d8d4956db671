package partita.internal.launch;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.jspecify.annotations.Nullable;

/** The logger that a notebook and all its processes have in common: its level and where its lines go travel with work. */
public final class Logs {
    /** Kept here, since the JDK forgets loggers, and what was set of them, that nobody holds. */
    private static final Logger LOGGER = Logger.getLogger("partita");

    private static final String LEVEL = "logLevel";
    private static final String TO_STDERR = "logToStderr";
    private static final Object LOCK = new Object();

    private static @Nullable Handler handler;
    private static volatile Supplier<String> process = () -> Self.current().name();

    private Logs() {}

    /**
     * What another process needs to log in the same way.
     *
     * @param level the level in effect, as {@link Level#intValue}
     * @param toStderr whether lines go to standard error
     */
    public record Settings(int level, boolean toStderr) {
        /**
         * As orders for a new process.
         *
         * @return the settings, by key
         */
        Map<String, String> orders() {
            return Map.of(LEVEL, Integer.toString(level), TO_STDERR, Boolean.toString(toStderr));
        }
    }

    /**
     * The logger.
     *
     * @return the same one always
     */
    public static Logger logger() {
        return LOGGER;
    }

    /**
     * Sends lines to standard error, of this process and of those that it starts or gives work to from now on.
     *
     * @param level from which level on
     */
    public static void toStderr(Level level) {
        synchronized (LOCK) {
            LOGGER.setLevel(level);
            if (handler == null) {
                handler = new Lines();
                LOGGER.addHandler(handler);
                LOGGER.setUseParentHandlers(false); // else each line would come twice
            }
        }
    }

    /**
     * How this process logs now.
     *
     * @return the settings
     */
    public static Settings current() {
        Level level = LOGGER.getLevel();
        for (Logger up = LOGGER.getParent(); level == null && up != null; up = up.getParent()) {
            level = up.getLevel();
        }
        synchronized (LOCK) {
            return new Settings((level == null ? Level.INFO : level).intValue(), handler != null);
        }
    }

    /**
     * Logs as another process does.
     *
     * @param settings how that is
     */
    public static void become(Settings settings) {
        Level level = Level.parse(Integer.toString(settings.level()));
        if (settings.toStderr()) {
            toStderr(level);
        } else {
            LOGGER.setLevel(level);
        }
    }

    /**
     * In a new worker: logs as its orders say, if they say it.
     *
     * @param orders from {@link Self#orders}
     */
    static void become(Map<String, String> orders) {
        String level = orders.get(LEVEL);
        if (level != null) {
            become(new Settings(Integer.parseInt(level), Boolean.parseBoolean(orders.get(TO_STDERR))));
        }
    }

    /**
     * Says how the process that a thread belongs to is called, where that is not simply this JVM.
     *
     * @param name asked by each thread that logs
     */
    public static void nameProcesses(Supplier<String> name) {
        process = Objects.requireNonNull(name);
    }

    /** Whole lines, each in one piece, to what is standard error at the time. */
    private static final class Lines extends Handler {
        private final SimpleFormatter formatter = new SimpleFormatter();

        @Override
        public void publish(@Nullable LogRecord entry) {
            if (entry == null || !isLoggable(entry)) {
                return;
            }
            var line = new StringBuilder()
                    .append('[')
                    .append(entry.getLevel().getName())
                    .append('/')
                    .append(process.get())
                    .append("] ")
                    .append(formatter.formatMessage(entry))
                    .append('\n');
            if (entry.getThrown() != null) {
                StringWriter trace = new StringWriter();
                entry.getThrown().printStackTrace(new PrintWriter(trace));
                line.append(trace);
            }
            System.err.print(line);
            System.err.flush();
        }

        @Override
        public void flush() {
            System.err.flush();
        }

        @Override
        public void close() {}
    }
}
