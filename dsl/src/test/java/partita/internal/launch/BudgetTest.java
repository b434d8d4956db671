package partita.internal.launch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class BudgetTest {
    @Test
    void take_moreThanThereAre_givesNothingUntilSomeAreGivenBack() throws IOException {
        List<Budget.Lease> leases = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            leases.add(Budget.take(1, 4).orElseThrow());
        }
        assertTrue(Budget.take(1, 4).isEmpty());
        leases.removeLast().end();
        assertTrue(Budget.take(2, 4).isEmpty(), "all or nothing");
        leases.removeLast().end();
        Budget.Lease large = Budget.take(2, 4).orElseThrow();
        assertTrue(Budget.take(1, 4).isEmpty());
        large.end();
        large.end();
        leases.add(Budget.take(1, 4).orElseThrow());
        for (Budget.Lease lease : leases) {
            lease.end();
        }
        Budget.take(4, 4).orElseThrow().end();
    }

    @Test
    void slots_largeHeap_takesAsManySharesAsItNeeds() {
        assertEquals(1, Heap.slots(100, 1_000, 8));
        assertEquals(1, Heap.slots(1_000, 1_000, 8));
        assertEquals(3, Heap.slots(2_001, 1_000, 8));
        assertEquals(8, Heap.slots(100_000, 1_000, 8));
        assertEquals(2_048, Heap.megabytes("2g"));
        assertEquals(1, Heap.megabytes("1024k"));
        assertEquals(512, Heap.megabytes("512M"));
        assertEquals(1, Heap.megabytes("1048576"));
        assertEquals(0, Heap.megabytes("much"));
    }

    @Test
    void enter_folderInUse_isPrivateAndGoesWithItsLastUser() throws IOException {
        Path folder = RunFolder.enter();
        assertEquals(folder, RunFolder.enter());
        assertEquals(
                "rwx------",
                java.nio.file.attribute.PosixFilePermissions.toString(
                        Files.getPosixFilePermissions(folder.getParent())));
        RunFolder.leave();
        assertTrue(Files.isDirectory(folder));
        RunFolder.leave();
        assertTrue(Files.notExists(folder));
    }

    @Test
    void enterMemory_folderInUse_isPrivateAndGoesWithItsRun() throws IOException {
        Path folder = RunFolder.enter();
        Path memory = RunFolder.enterMemory();
        assertEquals(memory, RunFolder.enterMemory());
        assertEquals(folder.getFileName(), memory.getFileName());
        assertEquals(
                "rwx------",
                java.nio.file.attribute.PosixFilePermissions.toString(Files.getPosixFilePermissions(memory)));
        Path abandoned = Files.createDirectory(memory.resolveSibling("run-1-gone"));
        RunFolder.removeAbandoned();
        assertTrue(Files.notExists(abandoned), "no run has this name");
        assertTrue(Files.isDirectory(memory));
        for (int i = 0; i < 3; i++) {
            RunFolder.leave();
        }
        assertTrue(Files.notExists(memory));
        assertTrue(Files.notExists(memory.getParent()));
    }

    @Test
    void enterMemory_noFileSystemInMemory_isTheRunsFolder() throws IOException {
        System.setProperty(MemoryFolder.PROPERTY, "/nowhere");
        try {
            assertEquals(RunFolder.enter(), RunFolder.enterMemory());
            RunFolder.leave();
            RunFolder.leave();
        } finally {
            System.clearProperty(MemoryFolder.PROPERTY);
        }
    }
}
