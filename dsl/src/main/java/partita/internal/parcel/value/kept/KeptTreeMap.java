package partita.internal.parcel.value.kept;

import java.util.AbstractMap;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A copy that cannot be changed. */
@SuppressWarnings("NullAway") // as the JDK's own declares it
public final class KeptTreeMap<K extends @Nullable Object, V extends @Nullable Object> extends TreeMap<K, V>
        implements Kept {
    private static final long serialVersionUID = 1;
    private boolean sealed;

    /**
     * Makes one that can be filled.
     *
     * @param by the order; null for the natural one
     */
    @SuppressWarnings("NullAway") // as the JDK's own
    public KeptTreeMap(@Nullable Comparator<? super K> by) {
        super(by);
    }

    @Override
    public void seal() {
        sealed = true;
    }

    @Override
    public @Nullable V put(K key, V value) {
        Kept.check(sealed);
        return super.put(key, value);
    }

    @Override
    public @Nullable V remove(@Nullable Object key) {
        Kept.check(sealed);
        return super.remove(key);
    }

    @Override
    public void putAll(Map<? extends K, ? extends V> all) {
        Kept.check(sealed);
        super.putAll(all);
    }

    @Override
    public @Nullable V putIfAbsent(K key, V value) {
        Kept.check(sealed);
        return super.putIfAbsent(key, value);
    }

    @Override
    public boolean remove(@Nullable Object key, @Nullable Object value) {
        Kept.check(sealed);
        return super.remove(key, value);
    }

    @Override
    public @Nullable V replace(K key, V value) {
        Kept.check(sealed);
        return super.replace(key, value);
    }

    @Override
    public boolean replace(K key, V from, V to) {
        Kept.check(sealed);
        return super.replace(key, from, to);
    }

    @Override
    public void replaceAll(BiFunction<? super K, ? super V, ? extends V> f) {
        Kept.check(sealed);
        super.replaceAll(f);
    }

    @Override
    public @Nullable V compute(K key, BiFunction<? super K, ? super @Nullable V, ? extends @Nullable V> f) {
        Kept.check(sealed);
        return super.compute(key, f);
    }

    @Override
    public V computeIfAbsent(K key, Function<? super K, ? extends V> f) {
        Kept.check(sealed);
        return super.computeIfAbsent(key, f);
    }

    @Override
    public @Nullable V computeIfPresent(K key, BiFunction<? super K, ? super V, ? extends @Nullable V> f) {
        Kept.check(sealed);
        return super.computeIfPresent(key, f);
    }

    @Override
    public @Nullable V merge(K key, V value, BiFunction<? super V, ? super V, ? extends @Nullable V> f) {
        Kept.check(sealed);
        return super.merge(key, value, f);
    }

    @Override
    public void clear() {
        Kept.check(sealed);
        super.clear();
    }

    @Override
    public Map.@Nullable Entry<K, V> pollFirstEntry() {
        Kept.check(sealed);
        return super.pollFirstEntry();
    }

    @Override
    public Map.@Nullable Entry<K, V> pollLastEntry() {
        Kept.check(sealed);
        return super.pollLastEntry();
    }

    @Override
    public Set<Map.Entry<K, V>> entrySet() {
        return sealed ? all().entrySet() : super.entrySet();
    }

    @Override
    public Set<K> keySet() {
        return sealed ? Collections.unmodifiableSet(super.keySet()) : super.keySet();
    }

    @Override
    public Collection<V> values() {
        return sealed ? Collections.unmodifiableCollection(super.values()) : super.values();
    }

    private Map<K, V> all() {
        Set<Map.Entry<K, V>> entries = super.entrySet();
        return Collections.unmodifiableMap(new AbstractMap<K, V>() {
            @Override
            public Set<Map.Entry<K, V>> entrySet() {
                return entries;
            }
        });
    }

    @Override
    public NavigableMap<K, V> descendingMap() {
        return sealed ? Collections.unmodifiableNavigableMap(super.descendingMap()) : super.descendingMap();
    }

    @Override
    public NavigableSet<K> navigableKeySet() {
        return sealed ? Collections.unmodifiableNavigableSet(super.navigableKeySet()) : super.navigableKeySet();
    }

    @Override
    public NavigableSet<K> descendingKeySet() {
        return sealed ? Collections.unmodifiableNavigableSet(super.descendingKeySet()) : super.descendingKeySet();
    }

    @Override
    public NavigableMap<K, V> subMap(K from, boolean withFrom, K to, boolean withTo) {
        return sealed
                ? Collections.unmodifiableNavigableMap(super.subMap(from, withFrom, to, withTo))
                : super.subMap(from, withFrom, to, withTo);
    }

    @Override
    public NavigableMap<K, V> headMap(K to, boolean withTo) {
        return sealed ? Collections.unmodifiableNavigableMap(super.headMap(to, withTo)) : super.headMap(to, withTo);
    }

    @Override
    public NavigableMap<K, V> tailMap(K from, boolean withFrom) {
        return sealed
                ? Collections.unmodifiableNavigableMap(super.tailMap(from, withFrom))
                : super.tailMap(from, withFrom);
    }
}
