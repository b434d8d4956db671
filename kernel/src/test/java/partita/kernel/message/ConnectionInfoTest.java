package partita.kernel.message;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConnectionInfoTest {
    private static final String GOOD =
            "{\"shell_port\":1,\"iopub_port\":2,\"stdin_port\":3,\"control_port\":4,\"hb_port\":5,"
                    + "\"ip\":\"127.0.0.1\",\"key\":\"secret\",\"transport\":\"tcp\",\"signature_scheme\":\"hmac-sha256\"}";

    @TempDir
    Path folder;

    private ConnectionInfo read(String text) throws IOException {
        return ConnectionInfo.read(Files.writeString(folder.resolve("connection.json"), text));
    }

    @Test
    void read_jupytersFile_givesPortsAndKey() throws IOException {
        ConnectionInfo info = read(GOOD);
        assertEquals(new ConnectionInfo("127.0.0.1", 1, 4, 3, 2, 5, "secret"), info);
        assertEquals("tcp://127.0.0.1:1", info.address(info.shell()));
        assertFalse(info.toString().contains("secret"));
    }

    @Test
    void read_otherTransport_isRefusedByName() {
        assertTrue(assertThrows(IllegalArgumentException.class, () -> read(GOOD.replace("tcp", "ipc")))
                .getMessage()
                .contains("transport=ipc"));
    }

    @Test
    void read_noJsonOrNoPort_isRefused() {
        assertThrows(IllegalArgumentException.class, () -> read("nonsense"));
        assertTrue(assertThrows(IllegalArgumentException.class, () -> read(GOOD.replace("hb_port", "x")))
                .getMessage()
                .contains("hb_port"));
    }
}
