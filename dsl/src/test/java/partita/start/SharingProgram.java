package partita.start;

import static partita.Par.par;

import java.lang.foreign.ValueLayout;
import partita.api.ChildProcess;
import partita.api.ShareableList;
import partita.api.SharedManager;
import partita.api.SharedMemory;

/** A program that shares and tidies nothing up. */
final class SharingProgram {
    private SharingProgram() {}

    public static void main(String[] args) throws Exception {
        switch (args[0]) {
            case "memory" -> memory();
            case "manager" -> manager();
            default -> holder();
        }
    }

    /** Makes memory, says its name, and ends when it is told to. */
    private static void memory() throws Exception {
        SharedMemory memory = par.sharedMemory(16);
        memory.segment().set(ValueLayout.JAVA_BYTE, 0, (byte) 42);
        System.out.println(memory.name());
        int told = System.in.read();
        System.out.println("told=" + told);
    }

    /** Has a manager make a list, and shuts the manager down. */
    private static void manager() {
        SharedManager manager = par.manager();
        ShareableList list = manager.shareableList(1, 2, 3);
        System.out.println(list.size());
        manager.shutdown();
    }

    /** Has a child that leaves a program behind which holds the child's streams open. */
    private static void holder() {
        SharedMemory memory = par.sharedMemory(16);
        ChildProcess child = par.process(() -> {
                    Process left =
                            new ProcessBuilder("sleep", "600").inheritIO().start();
                    memory.segment().set(ValueLayout.JAVA_LONG, 0, left.pid());
                })
                .start();
        child.join();
        long left = memory.segment().get(ValueLayout.JAVA_LONG, 0);
        System.out.println(left);
        System.out.println("exitCode=" + child.exitCode());
    }
}
