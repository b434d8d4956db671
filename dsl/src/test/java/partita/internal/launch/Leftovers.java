package partita.internal.launch;

import java.io.IOException;

/** For tests: files as a JVM leaves them that is killed just before it starts a worker. */
public final class Leftovers {
    private Leftovers() {}

    public static void make() throws IOException {
        Journal.create(RunFolder.enter());
    }
}
