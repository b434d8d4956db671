package partita.start;

import static partita.Par.par;

import java.util.List;
import partita.api.EngineException;
import partita.api.StartMethod;

/** A JVM whose home has no java in it, as one that another program embeds; the home is its argument. */
public final class HomelessProgram {
    private HomelessProgram() {}

    public static void main(String[] args) {
        String home = System.setProperty("java.home", args[0]);
        System.out.println(par.startMethod(StartMethod.THREAD).map(List.of(1, 2), x -> x + 1));
        try {
            par.process(() -> {}).start();
        } catch (EngineException e) {
            System.out.println(e.getMessage());
        }
        System.setProperty("partita.java", home + "/bin/java");
        var child = par.process(() -> {}).start();
        child.join();
        System.out.println(child.exitCode());
    }
}
