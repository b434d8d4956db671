package partita.internal.parcel.value;

import java.lang.foreign.MemorySegment;
import java.util.Map;
import java.util.function.Function;
import java.util.function.IntFunction;

/** Arrays of numbers and characters as the bytes that they consist of, in this machine's order. */
public final class Bulk {
    private record Kind(int width, IntFunction<Object> make, Function<Object, MemorySegment> view) {}

    private static final Map<Class<?>, Kind> KINDS = Map.of(
            byte[].class, new Kind(Byte.BYTES, byte[]::new, a -> MemorySegment.ofArray((byte[]) a)),
            char[].class, new Kind(Character.BYTES, char[]::new, a -> MemorySegment.ofArray((char[]) a)),
            short[].class, new Kind(Short.BYTES, short[]::new, a -> MemorySegment.ofArray((short[]) a)),
            int[].class, new Kind(Integer.BYTES, int[]::new, a -> MemorySegment.ofArray((int[]) a)),
            long[].class, new Kind(Long.BYTES, long[]::new, a -> MemorySegment.ofArray((long[]) a)),
            float[].class, new Kind(Float.BYTES, float[]::new, a -> MemorySegment.ofArray((float[]) a)),
            double[].class, new Kind(Double.BYTES, double[]::new, a -> MemorySegment.ofArray((double[]) a)));

    private Bulk() {}

    /**
     * Whether a class is one of these arrays.
     *
     * @param type the class
     * @return whether {@link #view} can show its instances
     */
    public static boolean is(Class<?> type) {
        return KINDS.containsKey(type);
    }

    private static Kind kind(Class<?> type) {
        Kind kind = KINDS.get(type);
        if (kind == null) {
            throw new IllegalArgumentException("not an array of numbers or characters: class=" + type.getName());
        }
        return kind;
    }

    static int width(Class<?> type) {
        return kind(type).width();
    }

    /**
     * An array's content.
     *
     * @param array the array
     * @return a view of it, not a copy
     * @throws IllegalArgumentException if it is no array of numbers or characters
     */
    public static MemorySegment view(Object array) {
        return kind(array.getClass()).view().apply(array);
    }

    static Object make(Class<?> type, int length) {
        return kind(type).make().apply(length);
    }

    /**
     * A new array.
     *
     * @param descriptor its class's {@link Class#descriptorString}
     * @param bytes how long it is
     * @return the array, all zero
     * @throws IllegalArgumentException if that is no array of numbers or characters
     */
    public static Object make(String descriptor, long bytes) {
        for (Map.Entry<Class<?>, Kind> each : KINDS.entrySet()) {
            if (each.getKey().descriptorString().equals(descriptor)) {
                return make(
                        each.getKey(), Math.toIntExact(bytes / each.getValue().width()));
            }
        }
        throw new IllegalArgumentException("not an array of numbers or characters: class=" + descriptor);
    }

    /** Fills a view with parts that stand one after the other. */
    static void fill(MemorySegment target, Iterable<String> hashes, Blobs blobs) {
        long at = 0;
        for (String hash : hashes) {
            at += blobs.copy(hash, target.asSlice(at));
        }
        if (at != target.byteSize()) {
            throw new IllegalStateException("the blobs of a value have bytes=" + at + " of " + target.byteSize());
        }
    }
}
