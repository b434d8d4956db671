package partita.internal.shared;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import partita.api.SharedCounter;
import partita.internal.broker.Outcome;
import partita.internal.broker.Port;
import partita.internal.broker.Reply;
import partita.internal.broker.Verb;
import partita.internal.parcel.value.Travels;

/** A counter as users hold it. */
final class CounterProxy<T> implements SharedCounter<T>, Travels {
    private final Access access;

    CounterProxy(Port port, long id, Mail mail) {
        access = new Access(port, id, mail, Passport.Type.COUNTER, 0);
    }

    @Override
    public Passport ticket() {
        return access.ticket();
    }

    private byte[] pack(T what) {
        return access.pack("what is counted", Objects.requireNonNull(what, "null cannot be counted"));
    }

    private Reply increment(Map<? extends T, Long> counts) {
        List<byte[]> parts = new ArrayList<>(2 * counts.size());
        counts.forEach((what, n) -> {
            parts.add(pack(what));
            parts.add(access.pack("the count", n));
        });
        return access.call(Verb.INCREMENT, 0, parts);
    }

    @Override
    public long add(T what, long n) {
        return access.<Long>unpack(increment(Map.of(Objects.requireNonNull(what, "null cannot be counted"), n))
                .payload());
    }

    @Override
    public void update(Iterable<? extends T> all) {
        Map<T, Long> counts = new LinkedHashMap<>();
        for (T what : all) {
            counts.merge(what, 1L, Long::sum);
        }
        increment(counts);
    }

    @Override
    public void addAll(Map<? extends T, ? extends Number> counts) {
        Map<T, Long> longs = new LinkedHashMap<>();
        counts.forEach((what, n) -> longs.put(what, n.longValue()));
        increment(longs);
    }

    @Override
    public long get(T what) {
        Reply reply = access.call(Verb.GET, pack(what));
        return reply.outcome() == Outcome.DONE ? access.<Long>unpack(reply.payload()) : 0;
    }

    @Override
    public List<Map.Entry<T, Long>> mostCommon(int n) {
        if (n < 0) {
            throw new IllegalArgumentException("n=" + n + ": give how many are wanted, 0 or more");
        }
        return List.copyOf(map(access.call(Verb.MOST_COMMON, n, List.of())).entrySet());
    }

    @SuppressWarnings("unchecked") // as it was counted
    private Map<T, Long> map(Reply reply) {
        List<Object> parts = access.unpackAll(reply);
        Map<T, Long> map = new LinkedHashMap<>();
        for (int i = 0; i < parts.size(); i += 2) {
            map.put((T) parts.get(i), (Long) parts.get(i + 1));
        }
        return map;
    }

    @Override
    public long total() {
        return toMap().values().stream().mapToLong(Long::longValue).sum();
    }

    @Override
    public int size() {
        return (int) access.call(Verb.SIZE).number();
    }

    @Override
    public Map<T, Long> toMap() {
        return map(access.call(Verb.ALL));
    }

    @Override
    public void clear() {
        access.call(Verb.CLEAR);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof CounterProxy<?> c && c.access.equals(access);
    }

    @Override
    public int hashCode() {
        return access.hashCode();
    }

    @Override
    public String toString() {
        return Shown.of(access, this::toMap);
    }
}
