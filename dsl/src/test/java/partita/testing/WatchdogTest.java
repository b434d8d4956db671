package partita.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

final class WatchdogTest {
    @Timeout(7)
    private static final class Limited {
        void byClass() {}

        @Timeout(value = 300, unit = TimeUnit.MILLISECONDS)
        void byMethod() {}
    }

    private static Duration limitOf(String method) throws NoSuchMethodException {
        return Watchdog.limitOf(Limited.class.getDeclaredMethod(method), Limited.class);
    }

    @Test
    void limitOf_timeoutOnTheMethod_winsOverTheClass() throws NoSuchMethodException {
        assertEquals(Duration.ofMillis(300), limitOf("byMethod"));
        assertEquals(Duration.ofSeconds(7), limitOf("byClass"));
    }

    @Test
    void barkAfter_anyLimit_isBeforeIt() {
        assertEquals(Duration.ofSeconds(55), Watchdog.barkAfter(Duration.ofSeconds(60)));
        assertEquals(Duration.ofMillis(270), Watchdog.barkAfter(Duration.ofMillis(300)));
    }

    @Test
    void stacksOf_thisJvm_showsThisTest() throws InterruptedException {
        assertTrue(Jvms.stacksOf(ProcessHandle.current()).contains("stacksOf_thisJvm_showsThisTest"));
    }

    @Test
    void isOurs_nameWithTheLivingPidOfAnother_isNot() {
        long parent = ProcessHandle.current().parent().orElseThrow().pid();
        assertFalse(NoLeaks.isOurs(Path.of("/dev/shm/partita-" + parent + "-ring")));
        assertTrue(NoLeaks.isOurs(
                Path.of("/dev/shm/partita-" + ProcessHandle.current().pid() + "-ring")));
        assertTrue(NoLeaks.isOurs(Path.of("/dev/shm/partita-ring")));
    }
}
