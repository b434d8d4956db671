package partita.internal.shared;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import partita.api.Status;
import partita.internal.broker.Exhibit;
import partita.internal.broker.Home;
import partita.internal.broker.Op;
import partita.internal.broker.Outcome;
import partita.internal.broker.Port;
import partita.internal.broker.Ports;
import partita.internal.broker.Reply;
import partita.spi.ClassSource;

/** The rows of {@code par.status()} that tell of what is shared: kept by this JVM, and by those that it talks to. */
public final class SharedStatus {
    private static final long BROKER = 0;
    private static final Duration PATIENCE = Duration.ofMillis(500);

    private final ClassSource source;
    private final List<Status.Row> rows = new ArrayList<>();

    private SharedStatus(ClassSource source) {
        this.source = source;
    }

    /**
     * What there is now.
     *
     * @param source names frames by cell and line
     * @return a row for each object and each who waits for it, and for each cycle of waiting
     */
    public static List<Status.Row> rows(ClassSource source) {
        var status = new SharedStatus(source);
        Map<String, Exhibit> objects = new LinkedHashMap<>();
        status.add(objects, ProcessHandle.current().pid(), "", Ports.own().exhibits());
        Set<String> seen = new HashSet<>(Set.of(Ports.own().id())); // a broker may be known by several addresses
        for (Port other : Ports.others()) {
            Home home = other.home();
            if (home.id().isEmpty() || seen.add(home.id())) {
                String where = home.pid() == Home.FAR ? home.endpoint() : String.valueOf(home.pid());
                status.add(objects, home.pid(), "@" + where, exhibits(other));
            }
        }
        new Deadlocks(objects).cycles().forEach(status::addDeadlock);
        return status.rows;
    }

    /** None of a process that has ended, or does not answer in time. */
    private static List<Exhibit> exhibits(Port port) {
        CompletableFuture<Reply> answer = port.ask(BROKER, Op.EXHIBIT, Proxy.thread(), 0, 0, Reply.NOTHING)
                .reply()
                .completeOnTimeout(Reply.because(Outcome.GONE, ""), PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        Reply reply = Proxy.uninterruptibly(answer);
        return reply.outcome() == Outcome.DONE ? Exhibit.unpack(reply.payload()) : List.of();
    }

    private void add(Map<String, Exhibit> objects, long keeper, String suffix, List<Exhibit> exhibits) {
        for (Exhibit one : exhibits) {
            String name = one.kind() + "#" + one.id() + suffix;
            objects.put(name, one);
            rows.add(row(name, keeper, one));
            one.waiters()
                    .forEach(who -> rows.add(
                            new Status.Row("waiter", name, who.pid(), describe(who), -1, -1, -1, seconds(who))));
        }
    }

    private static Status.Row row(String name, long keeper, Exhibit one) {
        Exhibit.@Nullable Who holder =
                one.holders().isEmpty() ? null : one.holders().getFirst();
        String holders = one.holders().stream().map(SharedStatus::name).collect(Collectors.joining(", "));
        String state = holders.isEmpty()
                ? one.state()
                : one.state().isEmpty() ? "held by " + holders : one.state() + " by " + holders;
        return new Status.Row(
                one.kind(),
                name,
                holder == null ? keeper : holder.pid(),
                state,
                one.size(),
                one.limit(),
                -1,
                holder == null ? -1 : seconds(holder));
    }

    private void addDeadlock(List<Deadlocks.Link> cycle) {
        String text = cycle.stream()
                .map(link -> describe(link.who()) + " waits for " + link.object())
                .collect(Collectors.joining("; "));
        String names = cycle.stream().map(Deadlocks.Link::object).collect(Collectors.joining(" "));
        double since =
                cycle.stream().mapToDouble(link -> seconds(link.who())).min().orElse(0);
        rows.add(new Status.Row(
                "deadlock",
                names,
                cycle.getFirst().who().pid(),
                "each waits for what the next one holds: " + text,
                -1,
                -1,
                -1,
                since));
    }

    private static double seconds(Exhibit.Who who) {
        return who.millis() / 1e3;
    }

    private static String name(Exhibit.Who who) {
        return who.process() + " (pid=" + who.pid() + (who.thread() == 0 ? "" : " thread=" + who.thread()) + ")";
    }

    private String describe(Exhibit.Who who) {
        StackTraceElement frame = who.place();
        if (frame == null) {
            return name(who);
        }
        StackTraceElement located = source.locate(frame);
        return name(who) + " at "
                + (located == frame ? frame : located.getFileName() + ", line " + located.getLineNumber());
    }
}
