package partita.internal.transport;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import partita.api.EngineException;

/**
 * An address as people write it: {@code tcp://host:port}.
 *
 * @param host a name, an IPv4 address, an IPv6 address in brackets, or {@code *} for all of this machine's addresses
 * @param port the port; 0 for any that is free
 */
public record Endpoint(String host, int port) {
    private static final Pattern FORM = Pattern.compile("tcp://(\\[[0-9A-Fa-f:.%]+]|[^\\[\\]:/@\\s]+):(\\d{1,5})");
    private static final int MAX_PORT = 65_535;

    /**
     * Reads one to listen at.
     *
     * @param address the text
     * @return the endpoint
     * @throws IllegalArgumentException if it has another form
     */
    public static Endpoint toListenAt(String address) {
        return parse(address);
    }

    /**
     * Reads one to connect to.
     *
     * @param address the text
     * @return the endpoint
     * @throws IllegalArgumentException if it has another form or no port
     */
    public static Endpoint toConnectTo(String address) {
        Endpoint endpoint = parse(address);
        if (endpoint.port == 0) {
            throw new IllegalArgumentException(
                    "address=" + address + ": port=0 means any, which only who listens can say; give the port that its"
                            + " address() shows");
        }
        return endpoint;
    }

    private static Endpoint parse(String address) {
        Objects.requireNonNull(address, "address=null: give one such as \"tcp://127.0.0.1:5555\"");
        Matcher parts = FORM.matcher(address);
        if (!parts.matches()) {
            throw new IllegalArgumentException("address=" + address
                    + " is none that can be used here: give tcp://host:port, such as \"tcp://127.0.0.1:5555\" or"
                    + " \"tcp://[::1]:5555\"; pipes and sockets of the file system are not supported");
        }
        int port = Integer.parseInt(parts.group(2));
        if (port > MAX_PORT) {
            throw new IllegalArgumentException("address=" + address + ": port=" + port + " is none; the last is 65535");
        }
        return new Endpoint(parts.group(1), port);
    }

    /** The same host with another port. */
    Endpoint at(int otherPort) {
        return new Endpoint(host, otherPort);
    }

    /**
     * The address that the host's name stands for; IPv4 where it has one.
     *
     * @throws EngineException if nobody knows the name
     */
    InetAddress resolve() {
        try {
            InetAddress[] all = InetAddress.getAllByName(host.equals("*") ? "0.0.0.0" : host);
            return Arrays.stream(all)
                    .filter(Inet4Address.class::isInstance)
                    .findFirst()
                    .orElse(all[0]);
        } catch (UnknownHostException e) {
            throw new EngineException(
                    "nobody knows a machine of that name: host=" + host + "; look for a typing error, or give its IP"
                            + " address",
                    e);
        }
    }

    /** As ZeroMQ wants it, with numbers only. */
    String numeric() {
        InetAddress address = resolve();
        String shown = address.getHostAddress();
        return "tcp://" + (address instanceof Inet6Address ? "[" + shown + "]" : shown) + ":" + port;
    }

    /** Why it was not possible to listen there, as the operating system puts it, which ZeroMQ does not. */
    String whyNot(RuntimeException failure) {
        try (var attempt = new ServerSocket()) {
            attempt.bind(new InetSocketAddress(resolve(), port));
            return failure.toString();
        } catch (IOException | RuntimeException e) {
            return String.valueOf(e.getMessage());
        }
    }

    @Override
    public String toString() {
        return "tcp://" + host + ":" + port;
    }
}
