import static partita.Par.par;

import java.lang.management.ManagementFactory;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import partita.api.Connection;
import partita.api.Listener;
import partita.api.Pool;
import partita.api.SharedEvent;

/** What goes over TCP, to a process of the same machine; network.py is the same for CPython. */
final class Network {
    private static final byte[] KEY = new byte[32];
    private static Connection<Integer> connection;
    private static Pool pool;

    private Network() {}

    static void add(Map<String, Peer.Operation> all) {
        new SecureRandom().nextBytes(KEY);
        all.put("listener", Network::echo);
        all.put("remote-apply", Network::apply);
    }

    private static Object echo() throws Exception {
        if (connection == null) {
            Listener listener = par.listener("tcp://127.0.0.1:0", KEY);
            String address = listener.address();
            byte[] key = KEY;
            par.process(() -> {
                        Connection<Integer> there = par.connect(address, key);
                        while (true) {
                            there.send(there.recv());
                        }
                    })
                    .daemon(true)
                    .start();
            connection = listener.accept();
        }
        connection.send(7);
        return connection.recv();
    }

    /** The pool's own worker is busy with an item that does not end, so that all others are the remote one's. */
    private static Object apply() throws Exception {
        if (pool == null) {
            pool = par.pool(1);
            String address = pool.serve("tcp://127.0.0.1:0", KEY);
            SharedEvent begun = par.event();
            SharedEvent never = par.event();
            pool.runAsync(() -> {
                begun.set();
                never.await();
            });
            begun.await();
            String home = System.getProperty("java.home");
            String path = System.getProperty("java.class.path");
            List<String> line = new ArrayList<>(List.of(home + "/bin/java"));
            line.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
            line.removeIf(argument -> argument.startsWith("-javaagent"));
            line.addAll(List.of("-cp", path, "partita.internal.worker.FarMain", address));
            Process far = new ProcessBuilder(line)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            try (var in = far.getOutputStream()) {
                in.write(KEY);
            }
            while (pool.workers().size() < 2) {
                Thread.sleep(Duration.ofMillis(20));
            }
        }
        return pool.apply(() -> 1);
    }
}
