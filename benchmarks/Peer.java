import static partita.Par.par;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import jdk.jshell.JShell;
import jdk.jshell.SnippetEvent;
import partita.api.SharedDict;
import partita.api.SharedManager;
import partita.function.Fn;

/**
 * Partita's side of the benchmark: reads one operation a line and how often to do it, does that and answers with the
 * nanoseconds that each took and with what came out of the last, which must be the other side's too. peer.py is the same for CPython.
 */
public class Peer {
    private static int count;
    private static final Map<Boolean, SharedDict<String, Integer>> DICTS = new HashMap<>();
    private static JShell shell;

    interface Operation {
        Object run() throws Exception;
    }

    /** One that has something to get ready each time, or to end, which is not measured. */
    interface Prepared extends Operation {
        default void prepare() throws Exception {}

        default void end() {}
    }

    static long spin(long micros) {
        long end = System.nanoTime() + micros * 1_000;
        while (System.nanoTime() < end) {
            Thread.onSpinWait();
        }
        return micros;
    }

    static Map<String, Integer> count(String file) throws Exception {
        Map<String, Integer> counts = new HashMap<>();
        for (String word : Files.readString(Path.of(file)).split(" ")) {
            counts.merge(word, 1, Integer::sum);
        }
        return counts;
    }

    static String words(String folder) throws Exception {
        List<String> files;
        try (Stream<Path> all = Files.list(Path.of(folder))) {
            files = all.map(Path::toString).sorted().toList();
        }
        Map<String, Integer> total = new TreeMap<>();
        for (Map<String, Integer> counts : par.map(files, f -> count(f))) {
            counts.forEach((word, n) -> total.merge(word, n, Integer::sum));
        }
        return total.size() + " " + total.values().stream().mapToInt(n -> n).sum();
    }

    /** The product of a range by halves, which keeps the factors of a multiplication of like size. */
    static BigInteger product(long from, long to) {
        if (to - from < 16) {
            BigInteger product = BigInteger.ONE;
            for (long i = from; i <= to; i++) {
                product = product.multiply(BigInteger.valueOf(i));
            }
            return product;
        }
        long middle = (from + to) / 2;
        return product(from, middle).multiply(product(middle + 1, to));
    }

    static Object readOneByOne() {
        int sum = 0;
        for (int each : par.imapUnordered(par.range(0, 10_000), x -> x + 1)) {
            sum += each;
        }
        return sum;
    }

    /** A dict of a manager, made with the first call. */
    static Object putsAndGets(boolean far) {
        SharedDict<String, Integer> dict = DICTS.computeIfAbsent(far, tcp -> {
            SharedManager manager = par.manager();
            byte[] key = new byte[32];
            return (tcp ? par.manager(manager.serve("tcp://127.0.0.1:0", key), key) : manager)
                    .dict(String.class, Integer.class);
        });
        int sum = 0;
        for (int i = 0; i < 100; i++) {
            dict.put("k" + i, i);
        }
        for (int i = 0; i < 100; i++) {
            sum += dict.get("k" + i);
        }
        return sum;
    }

    /** A lambda that was typed just now: compiled, and unknown to all that is measured. */
    private static final class Typed implements Prepared {
        private Fn<Integer, Integer> function = x -> x;

        @Override
        @SuppressWarnings("unchecked") // the prompt compiled it as what it is
        public void prepare() throws Exception {
            if (shell == null) {
                shell = JShell.builder().executionEngine("local").build();
                shell.eval("import partita.function.Fn;");
            }
            List<SnippetEvent> events = shell.eval(
                    "System.getProperties().put(\"typed\", (Fn<Integer, Integer>) x -> x + " + ++count + ");");
            if (!(System.getProperties().get("typed") instanceof Fn<?, ?> typed)) {
                throw new IllegalStateException("not typed: " + events);
            }
            function = (Fn<Integer, Integer>) typed;
        }

        @Override
        public Object run() {
            return par.map(par.range(0, 4), function).getFirst() - count;
        }
    }

    static Map<String, Operation> operations(String words) {
        double[] bulk = IntStream.range(0, 12_500_000).asDoubleStream().toArray();
        Map<String, Operation> all = new HashMap<>();
        all.put("apply", () -> par.apply(() -> 1));
        all.put("map-100k", () -> par.map(par.range(0, 100_000), x -> x + 1).size());
        all.put("map-10k-chunk1", () -> par.chunkSize(1).map(par.range(0, 10_000), x -> x + 1).size());
        all.put("imap-unordered", Peer::readOneByOne);
        all.put("items-10ms", () -> par.map(par.range(0, 40), x -> spin(10_000)).size());
        all.put("items-1ms", () -> par.map(par.range(0, 400), x -> spin(1_000)).size());
        all.put("items-100us", () -> par.map(par.range(0, 4_000), x -> spin(100)).size());
        all.put("items-10us", () -> par.map(par.range(0, 40_000), x -> spin(10)).size());
        all.put("items-1us", () -> par.map(par.range(0, 200_000), x -> spin(1)).size());
        Starts.add(all);
        all.put("array-100MB", () -> par.map(List.of(bulk), a -> a).getFirst().length);
        all.put("new-lambda", new Typed());
        all.put("map-4", () -> par.map(par.range(0, 4), x -> x + 1).size());
        all.put("word-count", () -> words(words));
        all.put("manager-dict", () -> putsAndGets(false));
        all.put("manager-dict-tcp", () -> putsAndGets(true));
        all.put("factorials", () -> par.map(List.of(100_000, 200_000, 300_000, 400_000, 500_000), n -> product(1, n)
                        .bitLength()).toString());
        Sharing.add(all);
        Network.add(all);
        Scaling.add(all);
        return all;
    }

    public static void main(String[] arguments) throws Exception {
        Map<String, Operation> operations = operations(arguments[0]);
        var in = new BufferedReader(new InputStreamReader(System.in));
        System.out.println("ready");
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            String[] order = line.split(" ");
            Operation operation = operations.get(order[0]);
            if (operation == null) {
                System.out.println("none");
                continue;
            }
            long[] times = new long[Integer.parseInt(order[1])];
            Object result = null;
            for (int i = 0; i < times.length; i++) {
                if (operation instanceof Prepared prepared) {
                    prepared.prepare();
                }
                long begin = System.nanoTime();
                result = operation.run();
                times[i] = System.nanoTime() - begin;
                if (operation instanceof Prepared prepared) {
                    prepared.end();
                }
            }
            System.out.println(
                    LongStream.of(times).mapToObj(Long::toString).collect(Collectors.joining(",")) + " " + result);
        }
    }
}
