package partita.internal.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** How much memory a process takes, where the operating system tells. */
public final class Memory {
    private Memory() {}

    /**
     * Its resident memory.
     *
     * @param pid the process
     * @return bytes, or -1 where nobody knows
     */
    public static long resident(long pid) {
        try {
            for (String line : Files.readAllLines(Path.of("/proc/" + pid + "/status"))) {
                if (line.startsWith("VmRSS:")) {
                    return 1024 * Long.parseLong(line.replaceAll("[^0-9]", ""));
                }
            }
            return -1; // it has ended and waits to be reaped
        } catch (IOException _) {
            return -1; // it has ended, or this is no Linux
        }
    }
}
