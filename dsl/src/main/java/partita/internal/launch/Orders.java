package partita.internal.launch;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What a new JVM is told over its standard input, where nobody else can read it: lines {@code key=value}, ended
 * by an empty one. Keys and tokens never stand on a command line or in the environment.
 *
 * @param values the orders, by key
 */
public record Orders(Map<String, String> values) {
    /** Orders are short. */
    private static final int MAX_LINE = 1 << 16;

    /**
     * Copies the orders.
     *
     * @param values the orders, by key
     */
    public Orders {
        values = Map.copyOf(values);
    }

    /**
     * One order.
     *
     * @param key its key
     * @return its value
     * @throws IllegalArgumentException if it was not given
     */
    public String get(String key) {
        String value = values.get(key);
        if (value == null) {
            throw new IllegalArgumentException("the orders on standard input lack key=" + key + "; a worker is started"
                    + " by a notebook, not by hand");
        }
        return value;
    }

    /**
     * One order that may not have been given.
     *
     * @param key its key
     * @return its value, if it was
     */
    public Optional<String> find(String key) {
        return Optional.ofNullable(values.get(key));
    }

    /**
     * These orders and one more.
     *
     * @param key its key
     * @param value its value
     * @return the new orders
     */
    public Orders with(String key, String value) {
        Map<String, String> more = new LinkedHashMap<>(values);
        more.put(key, value);
        return new Orders(more);
    }

    /**
     * These orders and more.
     *
     * @param more the others, by key
     * @return the new orders
     */
    public Orders with(Map<String, String> more) {
        Map<String, String> all = new LinkedHashMap<>(values);
        all.putAll(more);
        return new Orders(all);
    }

    /**
     * Packs the orders.
     *
     * @return what to write to the standard input
     */
    public byte[] bytes() {
        StringBuilder lines = new StringBuilder();
        values.forEach((key, value) -> lines.append(key)
                .append('=')
                .append(URLEncoder.encode(value, UTF_8))
                .append('\n'));
        return lines.append('\n').toString().getBytes(UTF_8);
    }

    /**
     * Reads the orders, and not a byte more.
     *
     * @param in the standard input
     * @return the orders
     * @throws EOFException if it ends before the orders do
     * @throws IOException if it cannot be read
     */
    public static Orders read(InputStream in) throws IOException {
        Map<String, String> values = new LinkedHashMap<>();
        for (String line = line(in); !line.isEmpty(); line = line(in)) {
            int equals = line.indexOf('=');
            if (equals < 0) {
                throw new IOException("standard input holds no orders: a line without '='; a worker is started by a"
                        + " notebook, not by hand");
            }
            values.put(line.substring(0, equals), URLDecoder.decode(line.substring(equals + 1), UTF_8));
        }
        return new Orders(values);
    }

    private static String line(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int b = in.read(); b != '\n'; b = in.read()) {
            if (b < 0) {
                throw new EOFException("standard input ended within the orders");
            }
            if (line.size() == MAX_LINE) {
                throw new IOException("standard input holds no orders: a line of more than bytes=" + MAX_LINE);
            }
            line.write(b);
        }
        return line.toString(UTF_8);
    }
}
