package partita.kernel.message;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where Jupyter wants the kernel to listen: the content of a connection file.
 *
 * @param ip the address to bind
 * @param shell the port for requests
 * @param control the port for urgent requests
 * @param stdin the port over which the kernel asks for input
 * @param iopub the port over which output is published
 * @param heartbeat the port that echoes
 * @param key the secret that signs messages; empty for none
 */
public record ConnectionInfo(String ip, int shell, int control, int stdin, int iopub, int heartbeat, String key) {
    /**
     * Reads a connection file.
     *
     * @param file the file that Jupyter wrote
     * @return what it says
     * @throws IOException if it cannot be read
     * @throws IllegalArgumentException if it is no connection file or asks for what this kernel does not have
     */
    public static ConnectionInfo read(Path file) throws IOException {
        JsonObject json;
        try {
            json = Json.object(Files.readAllBytes(file), "text");
        } catch (BadMessageException e) {
            throw new IllegalArgumentException(
                    "file=" + file + " is no Jupyter connection file: " + e.getMessage()
                            + "; start the kernel through Jupyter, which writes one",
                    e);
        }
        require(file, "transport", "tcp", Json.text(json, "transport", "tcp"));
        require(file, "signature_scheme", "hmac-sha256", Json.text(json, "signature_scheme", "hmac-sha256"));
        return new ConnectionInfo(
                Json.text(json, "ip", "127.0.0.1"),
                port(file, json, "shell_port"),
                port(file, json, "control_port"),
                port(file, json, "stdin_port"),
                port(file, json, "iopub_port"),
                port(file, json, "hb_port"),
                Json.text(json, "key", ""));
    }

    /**
     * The address of a port.
     *
     * @param port one of this record's ports
     * @return it as ZeroMQ writes it
     */
    public String address(int port) {
        return "tcp://" + ip + ":" + port;
    }

    /** Keeps the key out of logs. */
    @Override
    public String toString() {
        return "ConnectionInfo[ip=" + ip + ", shell=" + shell + ", control=" + control + ", stdin=" + stdin + ", iopub="
                + iopub + ", heartbeat=" + heartbeat + "]";
    }

    private static void require(Path file, String name, String supported, String found) {
        if (!found.equals(supported)) {
            throw new IllegalArgumentException("the connection file=" + file + " asks for " + name + "=" + found
                    + ", but this kernel has " + name + "=" + supported + " alone; configure Jupyter for that");
        }
    }

    private static int port(Path file, JsonObject json, String name) {
        int port = Json.number(json, name, -1);
        if (port < 1 || port > 65_535) {
            throw new IllegalArgumentException("the connection file=" + file + " has no usable " + name + ": "
                    + json.get(name) + "; start the kernel through Jupyter, which writes one");
        }
        return port;
    }
}
