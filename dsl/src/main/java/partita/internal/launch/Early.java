package partita.internal.launch;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import partita.internal.parcel.Runner;

/**
 * What JVMs of one kind ran last: the next that stand by load it while they wait, as a forked child would have it from its
 * parent. Only code: lambdas that captured nothing and read no variables, which load without running anything. They go
 * along with the first orders, and all together fit into a pipe, since nobody may wait until a JVM that starts reads them.
 */
public final class Early {
    private static final int MOST = 3;
    private static final int MOST_BYTES = 32 * 1024;
    private static final String BETWEEN = ",";

    private final Map<String, byte[]> newest = new LinkedHashMap<>(16, 0.75f, true);

    Early() {}

    /** One of them runs this. */
    synchronized void ran(String hash, byte[] bundle) {
        if (bundle.length > MOST_BYTES || !Runner.mayPreload(bundle)) {
            return;
        }
        newest.put(hash, bundle);
        int bytes = newest.values().stream().mapToInt(each -> each.length).sum();
        var eldest = newest.values().iterator();
        while (newest.size() > MOST || bytes > MOST_BYTES) {
            bytes -= eldest.next().length;
            eldest.remove();
        }
    }

    synchronized boolean knows(String hash) {
        return newest.get(hash) != null; // which makes it the newest
    }

    /** As it is now: bundles by hash. */
    synchronized Map<String, byte[]> now() {
        return new LinkedHashMap<>(newest);
    }

    /** The orders that say what follows them. */
    static Map<String, String> orders(Map<String, byte[]> bundles) {
        List<String> lengths = bundles.values().stream()
                .map(each -> Integer.toString(each.length))
                .toList();
        return Map.of(
                Role.EARLY, String.join(BETWEEN, bundles.keySet()), Role.EARLY_BYTES, String.join(BETWEEN, lengths));
    }

    /** What follows them. */
    static byte[] bytes(Map<String, byte[]> bundles) {
        var all = new ByteArrayOutputStream();
        bundles.values().forEach(all::writeBytes);
        return all.toByteArray();
    }

    /**
     * In one that stands by: reads what follows its first orders.
     *
     * @param orders the first orders
     * @param in its standard input
     * @return bundles, by hash
     * @throws IOException if it cannot be read
     */
    public static Map<String, byte[]> read(Orders orders, InputStream in) throws IOException {
        Map<String, byte[]> all = new LinkedHashMap<>();
        List<String> hashes = parts(orders, Role.EARLY);
        List<String> lengths = parts(orders, Role.EARLY_BYTES);
        for (int i = 0; i < hashes.size(); i++) {
            int length = Integer.parseInt(lengths.get(i));
            byte[] bundle = in.readNBytes(length);
            if (bundle.length < length) {
                throw new EOFException("standard input ended within what follows the first orders: bytes="
                        + bundle.length + " expected=" + length);
            }
            all.put(hashes.get(i), bundle);
        }
        return all;
    }

    private static List<String> parts(Orders orders, String key) {
        String all = orders.find(key).orElse("");
        return all.isEmpty() ? List.of() : List.of(all.split(BETWEEN));
    }
}
