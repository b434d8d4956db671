package partita.internal.shared;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import partita.api.SharedDict;
import partita.function.Fn;
import partita.internal.broker.Numbers;
import partita.internal.broker.Outcome;
import partita.internal.broker.Port;
import partita.internal.broker.Reply;
import partita.internal.broker.Verb;
import partita.internal.parcel.value.Travels;

/** A dict as users hold it. */
final class DictProxy<K, V> extends AbstractMap<K, V> implements SharedDict<K, V>, Travels {
    /** What numbers begin with, by what a dict's values are said to be. */
    private static final List<Number> ZEROS = List.of(0L, 0, (short) 0, (byte) 0, 0.0, 0f);

    private final Access access;
    /** Of its zero, from 1; 0 where nobody knows. */
    private final int numbers;

    DictProxy(Port port, long id, Mail mail, long numbers) {
        access = new Access(port, id, mail, Passport.Type.DICT, numbers);
        this.numbers = (int) numbers;
    }

    static int numbers(@Nullable Class<?> values) {
        for (Number zero : ZEROS) {
            if (zero.getClass() == values) {
                return ZEROS.indexOf(zero) + 1;
            }
        }
        return 0;
    }

    @Override
    public Passport ticket() {
        return access.ticket();
    }

    private byte[] key(@Nullable Object key) {
        return access.pack("the key", Objects.requireNonNull(key, "key=null: no dict holds it"));
    }

    private byte[] value(@Nullable Object value) {
        return access.pack(
                "the value",
                Objects.requireNonNull(value, "value=null: no dict holds it; use Optional, or remove(key)"));
    }

    private static Object function(@Nullable Object f) {
        return Objects.requireNonNull(f, "function=null");
    }

    @Override
    public int size() {
        return (int) access.call(Verb.SIZE).number();
    }

    @Override
    public boolean isEmpty() {
        return size() == 0;
    }

    @Override
    public @Nullable V get(Object key) {
        return access.found(access.call(Verb.GET, key(key)));
    }

    @Override
    public V getOrDefault(Object key, V other) {
        V value = get(key);
        return value == null ? other : value;
    }

    @Override
    public boolean containsKey(Object key) {
        return access.call(Verb.HAS_ALL, key(key)).outcome() == Outcome.DONE;
    }

    @Override
    public boolean containsValue(Object value) {
        return access.call(Verb.HAS_VALUE, value(value)).outcome() == Outcome.DONE;
    }

    @Override
    public @Nullable V put(K key, V value) {
        return access.found(access.call(Verb.PUT, key(key), value(value)));
    }

    @Override
    public void putAll(Map<? extends K, ? extends V> all) {
        List<byte[]> parts = new ArrayList<>();
        all.forEach((key, value) -> {
            parts.add(key(key));
            parts.add(value(value));
        });
        access.call(Verb.PUT_ALL, 0, parts);
    }

    @Override
    public @Nullable V putIfAbsent(K key, V value) {
        return access.found(access.call(Verb.PUT_IF_ABSENT, key(key), value(value)));
    }

    @Override
    public @Nullable V remove(Object key) {
        return access.found(access.call(Verb.REMOVE, key(key)));
    }

    @Override
    public boolean remove(Object key, Object value) {
        return access.call(Verb.REMOVE_IF, key(key), value(value)).outcome() == Outcome.DONE;
    }

    @Override
    public @Nullable V replace(K key, V value) {
        return access.found(access.call(Verb.REPLACE, key(key), value(value)));
    }

    @Override
    public boolean replace(K key, V from, V to) {
        return access.call(Verb.REPLACE_IF, key(key), value(from), value(to)).outcome() == Outcome.DONE;
    }

    @Override
    public void clear() {
        access.call(Verb.CLEAR);
    }

    @Override
    public @Nullable V compute(K key, BiFunction<? super K, ? super @Nullable V, ? extends @Nullable V> f) {
        return access.found(access.run(Verb.COMPUTE, 0, function(f), List.of(key(key))));
    }

    @Override
    @SuppressWarnings("NullAway") // null where the function gives null, as in every map
    public V computeIfAbsent(K key, Function<? super K, ? extends V> f) {
        return access.found(access.run(Verb.COMPUTE_IF_ABSENT, 0, function(f), List.of(key(key))));
    }

    @Override
    public @Nullable V computeIfPresent(K key, BiFunction<? super K, ? super V, ? extends @Nullable V> f) {
        return access.found(access.run(Verb.COMPUTE_IF_PRESENT, 0, function(f), List.of(key(key))));
    }

    @Override
    public @Nullable V merge(K key, V value, BiFunction<? super V, ? super V, ? extends @Nullable V> f) {
        return access.found(access.run(Verb.MERGE, 0, function(f), List.of(key(key), value(value))));
    }

    @Override
    public V update(K key, V initial, Fn<? super V, ? extends V> f) {
        return access.unpack(access.run(Verb.UPDATE, 0, function(f), List.of(key(key), value(initial)))
                .payload());
    }

    @Override
    public void replaceAll(BiFunction<? super K, ? super V, ? extends V> f) {
        access.run(Verb.REPLACE_ALL, 0, function(f), List.of());
    }

    @Override
    public V incrementBy(K key, long more) {
        byte[] first = Objects.requireNonNull(Numbers.pack(numbers == 0 ? Long.valueOf(more) : first(more)));
        Reply reply = access.call(Verb.INCREMENT, numbers == 0 ? 1 : 0, List.of(key(key), first));
        return access.unpack(reply.payload());
    }

    private Number first(long more) {
        return switch (ZEROS.get(numbers - 1)) {
            case Integer _ -> (int) more;
            case Short _ -> (short) more;
            case Byte _ -> (byte) more;
            case Double _ -> (double) more;
            case Float _ -> (float) more;
            default -> more;
        };
    }

    @Override
    public Map.@Nullable Entry<K, V> pollLastEntry() {
        Reply reply = access.call(Verb.POP);
        return reply.outcome() == Outcome.DONE
                ? map(reply).entrySet().iterator().next()
                : null;
    }

    private Map<K, V> map(Reply reply) {
        List<Object> parts = access.unpackAll(reply);
        Map<K, V> map = new LinkedHashMap<>();
        for (int i = 0; i < parts.size(); i += 2) {
            map.put(cast(parts.get(i)), cast(parts.get(i + 1)));
        }
        return map;
    }

    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // as it was put
    private static <T> T cast(Object value) {
        return (T) value;
    }

    @Override
    public Map<K, V> toMap() {
        return map(access.call(Verb.ALL));
    }

    @Override
    public void forEach(BiConsumer<? super K, ? super V> action) {
        toMap().forEach(action);
    }

    /** Asks for the content when it is first asked itself. */
    @Override
    public Set<Map.Entry<K, V>> entrySet() {
        return new AbstractSet<>() {
            @Override
            public int size() {
                return DictProxy.this.size();
            }

            @Override
            public void clear() {
                DictProxy.this.clear();
            }

            @Override
            public boolean contains(@Nullable Object o) {
                return o instanceof Map.Entry<?, ?> e
                        && e.getKey() != null
                        && e.getValue() != null
                        && e.getValue().equals(DictProxy.this.get(e.getKey()));
            }

            @Override
            public Iterator<Map.Entry<K, V>> iterator() {
                return new LateIterator<>(
                        () -> Collections.unmodifiableMap(toMap()).entrySet().iterator(),
                        entry -> DictProxy.this.remove(entry.getKey()));
            }
        };
    }

    @Override
    public Set<K> keySet() {
        Set<K> keys = super.keySet();
        return new AbstractSet<>() {
            @Override
            public int size() {
                return DictProxy.this.size();
            }

            @Override
            public boolean contains(@Nullable Object key) {
                return key != null && containsKey(key);
            }

            @Override
            public boolean remove(@Nullable Object key) {
                return key != null && DictProxy.this.remove(key) != null;
            }

            @Override
            public void clear() {
                DictProxy.this.clear();
            }

            @Override
            public Iterator<K> iterator() {
                return keys.iterator();
            }
        };
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return (other instanceof DictProxy<?, ?> d && d.access.equals(access))
                || (other instanceof Map<?, ?> && toMap().equals(other));
    }

    @Override
    public int hashCode() {
        return toMap().hashCode();
    }

    @Override
    public String toString() {
        return Shown.of(access, this::toMap);
    }
}
