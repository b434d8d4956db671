package partita.internal.launch;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** For tests of other packages: files and slots as other JVMs would hold them. */
public final class Leftovers {
    private Leftovers() {}

    /** Files as a JVM leaves them that is killed just before it starts a worker. */
    public static void make() throws IOException {
        Journal.create(RunFolder.enter());
    }

    /** Takes all slots but some. */
    public static List<Budget.Lease> takeAllSlotsBut(int free) throws IOException {
        List<Budget.Lease> leases = new ArrayList<>();
        Optional<Budget.Lease> lease = Budget.take(1, Budget.slots());
        while (lease.isPresent()) {
            leases.add(lease.get());
            lease = Budget.take(1, Budget.slots());
        }
        for (int i = 0; i < free; i++) {
            leases.removeLast().end();
        }
        return leases;
    }
}
