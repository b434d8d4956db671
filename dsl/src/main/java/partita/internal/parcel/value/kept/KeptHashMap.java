package partita.internal.parcel.value.kept;

import java.util.AbstractMap;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A copy that cannot be changed. */
@SuppressWarnings("NullAway") // as the JDK's own declares it
public final class KeptHashMap<K extends @Nullable Object, V extends @Nullable Object> extends HashMap<K, V>
        implements Kept {
    private static final long serialVersionUID = 1;
    private boolean sealed;

    /** Makes one that can be filled. */
    public KeptHashMap() {}

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
}
