package partita.internal.worker;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import partita.api.AuthenticationException;
import partita.api.ParException;
import partita.internal.launch.Orders;
import partita.internal.launch.Role;
import partita.internal.launch.Self;
import partita.internal.transport.Address;
import partita.internal.transport.Credentials;
import partita.internal.transport.Endpoint;

/** What {@code ./partita worker} runs: joins the pool of a notebook on another machine. The key is its standard input. */
public final class FarMain {
    private static final int USAGE = 64;
    private static final int REFUSED = 77;
    private static final int UNREACHABLE = 69;

    /** Keys are short. */
    private static final int MAX_KEY = 1 << 16;

    private FarMain() {}

    /**
     * Joins; returns once it works.
     *
     * @param args the address
     * @throws IOException if the key cannot be read
     */
    public static void main(String[] args) throws IOException {
        PrintStream err = System.err;
        if (args.length != 1) {
            err.println(
                    "partita worker: give one address, such as tcp://host:5555; arguments=" + Arrays.toString(args));
            System.exit(USAGE);
        }
        System.setProperty("partita.worker", "true");
        InputStream in = System.in;
        System.setIn(InputStream.nullInputStream());
        byte[] key = in.readNBytes(MAX_KEY);
        try {
            Endpoint to = Endpoint.toConnectTo(args[0]);
            Self.become(orders());
            join(to, keys(key));
            err.println("partita worker: joined the pool: address=" + to + " pid="
                    + ProcessHandle.current().pid());
        } catch (AuthenticationException e) {
            fail(err, e, REFUSED);
        } catch (ParException e) {
            fail(err, e, UNREACHABLE);
        } catch (IllegalArgumentException e) {
            fail(err, e, USAGE);
        }
    }

    private static void fail(PrintStream err, RuntimeException e, int code) {
        Throwable cause = e.getCause() instanceof ParException p ? p : e;
        err.println("partita worker: " + cause.getMessage());
        System.exit(code);
    }

    /** An editor or {@code echo} ends a file with a line's end, which is no part of the key; random bytes may as well. */
    private static List<byte[]> keys(byte[] read) {
        int end = read.length;
        if (end > 0 && read[end - 1] == '\n') {
            end -= end > 1 && read[end - 2] == '\r' ? 2 : 1;
        }
        List<byte[]> keys = new ArrayList<>();
        keys.add(Arrays.copyOf(read, end));
        if (end < read.length) {
            keys.add(read);
        }
        return keys;
    }

    private static void join(Endpoint to, List<byte[]> keys) {
        for (int i = 0; i < keys.size(); i++) {
            Credentials credentials = Credentials.of(keys.get(i));
            try {
                new FarRole(Address.of(to, credentials), credentials.token(), Workload.real()).begin();
                return;
            } catch (AuthenticationException e) {
                if (i == keys.size() - 1) {
                    throw e;
                }
            }
        }
    }

    private static Orders orders() {
        String name = "RemoteWorker-" + ProcessHandle.current().pid() + "@" + host();
        return new Orders(Map.of(
                Role.NAME,
                name,
                Role.FAMILY,
                name,
                Role.DAEMON,
                "true",
                Role.PARENT,
                "MainProcess",
                Role.PARENT_PID,
                Long.toString(
                        ProcessHandle.current().parent().map(ProcessHandle::pid).orElse(1L))));
    }

    private static String host() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException _) {
            return "unknown"; // a machine without a name works as well
        }
    }
}
