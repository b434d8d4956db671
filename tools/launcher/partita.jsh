import static java.time.Duration.ofHours;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static partita.Par.par;
import java.util.logging.Level;
import partita.*;
import partita.api.*;
import partita.function.*;
