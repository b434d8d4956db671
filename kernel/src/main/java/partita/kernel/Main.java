package partita.kernel;

import static partita.Par.par;

import java.io.IOException;
import java.io.PrintStream;
import java.lang.instrument.Instrumentation;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import partita.internal.parcel.ShippingAgent;
import partita.kernel.bridge.LiveKernel;
import partita.kernel.channel.Channels;
import partita.kernel.handler.Kernel;
import partita.kernel.message.ConnectionInfo;
import partita.kernel.message.Session;
import partita.kernel.output.Cells;
import partita.kernel.repl.Interrupts;
import partita.kernel.repl.Repl;
import partita.kernel.repl.Startup;

/** Starts the kernel that a connection file describes. */
public final class Main {
    private static final String VERSION = "0.1.0";
    private static final long EXIT_MILLIS = 900;

    private final PrintStream log;
    private final Runnable warmUp;

    private Main(PrintStream log, Runnable warmUp) {
        this.log = log;
        this.warmUp = warmUp;
    }

    /**
     * Serves Jupyter until it asks for a shutdown.
     *
     * @param arguments the connection file
     * @throws IOException if the connection file cannot be read
     * @throws InterruptedException if the main thread is interrupted
     * @throws IllegalArgumentException if it is no connection file
     */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        if (arguments.length != 1) {
            System.err.println("usage: partita.kernel.Main CONNECTION_FILE (Jupyter starts it so; to install the"
                    + " kernel, run partita.kernel.install.Install)");
            System.exit(2);
        }
        new Main(System.err, par::warmUp).serve(ConnectionInfo.read(Path.of(arguments[0])));
    }

    private void serve(ConnectionInfo info) throws IOException, InterruptedException {
        Consumer<String> lines = line -> log.println("partita: " + line);
        Session session = new Session();
        Channels channels = new Channels(info, session, lines);
        Cells cells = new Cells();
        Interrupts interrupts = new Interrupts();
        CompletableFuture<Repl> repl = new CompletableFuture<>();
        Kernel kernel = new Kernel(
                channels, session, cells, interrupts, repl, VERSION, status -> exit(channels, status), lines);
        LiveKernel.connect(cells);
        kernel.start();
        Thread.ofPlatform().name("partita-start").daemon().start(() -> startRepl(repl, interrupts, lines));
        ParentWatch.start(() -> exit(channels, 1));
        channels.awaitEnd();
    }

    private void startRepl(CompletableFuture<Repl> future, Interrupts interrupts, Consumer<String> lines) {
        try {
            Instrumentation instrumentation = ShippingAgent.instrumentation();
            if (instrumentation == null) {
                lines.accept("this JVM runs without Partita's agent (-javaagent), so redefinition is slow and plain"
                        + " lambdas do not travel");
            }
            Repl repl = new Repl(instrumentation, interrupts, Startup.IMPORTS, lines);
            LiveKernel.connect(repl::locate, repl::addedClassPath);
            future.complete(repl);
        } catch (RuntimeException | Error e) {
            lines.accept("Java could not be started: " + e);
            future.completeExceptionally(e);
            return;
        }
        warmUp.run();
    }

    /** Sends what is left and ends, also where a shutdown hook hangs. */
    private static void exit(Channels channels, int status) {
        CompletableFuture.delayedExecutor(EXIT_MILLIS, TimeUnit.MILLISECONDS)
                .execute(() -> Runtime.getRuntime().halt(status));
        channels.close();
        System.exit(status);
    }
}
