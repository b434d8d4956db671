package partita.internal.local;

import java.io.Serial;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** Items, results and exceptions that do a worker harm, each in its own way. */
final class HostileItems {
    private static final List<byte[]> HOARD = new ArrayList<>();

    private HostileItems() {}

    private static boolean inWorker() {
        return Boolean.getBoolean("partita.worker");
    }

    /** As a result: halts its worker when it is packed there. */
    static final class CrashWhilePacking extends ArrayList<Integer> {
        @Serial
        private static final long serialVersionUID = 1;

        private final int code;

        CrashWhilePacking(int code) {
            this.code = code;
        }

        @Serial
        private void writeObject(java.io.ObjectOutputStream out) throws java.io.IOException {
            if (inWorker()) {
                Runtime.getRuntime().halt(code);
            }
            out.defaultWriteObject();
        }
    }

    /** As an item or a captured value: ends its worker when it is unpacked there. */
    record ExitWhileUnpacking(int code) {
        ExitWhileUnpacking {
            if (inWorker()) {
                System.exit(code);
            }
        }
    }

    /** As a result: cannot be packed. */
    static final class ResultCannotBePacked extends ArrayList<Integer> {
        @Serial
        private static final long serialVersionUID = 1;

        @Serial
        private void writeObject(java.io.ObjectOutputStream out) throws java.io.IOException {
            throw new java.io.NotSerializableException("this result stays where it is");
        }
    }

    /** Cannot be rebuilt: its reader refuses. */
    static final class Unrebuildable extends RuntimeException {
        @Serial
        private static final long serialVersionUID = 1;

        @SuppressWarnings("unused") // it is there to be unpacked
        private final RefusesToBeRead part = new RefusesToBeRead(0);

        Unrebuildable(String message) {
            super(message);
        }
    }

    record RefusesToBeRead(int x) {
        RefusesToBeRead {
            if (!inWorker()) {
                throw new IllegalStateException("it cannot be read here");
            }
        }
    }

    static int haltWhileRunning(int code) {
        Runtime.getRuntime().halt(code);
        return code;
    }

    static int neverEnds() {
        while (true) {
            Thread.onSpinWait();
        }
    }

    static int waitsForEver() throws InterruptedException {
        new CountDownLatch(1).await();
        return 0;
    }

    @SuppressWarnings("InfiniteRecursion") // that is what it is for
    static int deepRecursion(int depth) {
        return deepRecursion(depth + 1) + 1;
    }

    static int eatsMemory() {
        while (true) {
            HOARD.add(new byte[1 << 20]);
        }
    }
}
