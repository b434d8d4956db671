package partita.start;

import static partita.Par.par;

import partita.api.SharedLock;
import partita.api.SharedQueue;
import partita.api.StartMethod;

/** A class that makes a lock and a queue when it is loaded, used by a child and by its child. */
public final class SharedAtLoadProgram {
    private static final SharedLock LOCK = par.lock();
    private static final SharedQueue<String> SAID = par.queue(String.class);

    private SharedAtLoadProgram() {}

    public static void main(String[] args) {
        par.startMethod(StartMethod.FORKSERVER)
                .process(SharedAtLoadProgram::nested)
                .start()
                .join();
    }

    private static void nested() {
        say("child");
        par.process(() -> say("grandchild")).start().join();
    }

    private static void say(String text) {
        try (var _ = LOCK.acquire()) {
            SAID.put(text);
            System.out.println(SAID.get());
        }
    }
}
