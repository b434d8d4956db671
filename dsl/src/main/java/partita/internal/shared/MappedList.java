package partita.internal.shared;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import partita.api.ShareableList;
import partita.api.SharedMemory;
import partita.internal.memory.Words;
import partita.internal.parcel.value.Travels;

/**
 * A list in shared memory.
 *
 * <pre>
 *  0   what tells that it is one        16 + 16 i   type and length of element i, in one word
 *  8   how many elements                24 + 16 i   where its bytes are, and for how many there is room
 * </pre>
 */
final class MappedList extends ShareableList implements Travels {
    private static final long MAGIC = 0x5041_5254_4C49_5354L;
    private static final int HEAD = 16;
    private static final int ENTRY = 16;
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED;

    private enum Type {
        NULL,
        INTEGER,
        LONG,
        DOUBLE,
        BOOLEAN,
        STRING,
        BYTES;

        private static final Type[] ALL = values();
    }

    /** What travels. */
    record Ticket(Travels.Ticket memory) implements Travels.Ticket {
        @Override
        public Object arrive(ClassLoader loader) {
            return new MappedList((NamedMemory) memory.arrive(loader));
        }
    }

    private final NamedMemory memory;
    private final int size;

    private MappedList(NamedMemory memory) {
        this.memory = memory;
        MemorySegment segment = memory.segment();
        if (segment.byteSize() < HEAD || Words.getLong(segment, 0) != MAGIC) {
            throw new IllegalArgumentException(
                    "name=" + memory.name() + " is shared memory, but no list: use par.sharedMemory(name)");
        }
        this.size = Math.toIntExact(Words.getLong(segment, Long.BYTES));
    }

    static MappedList create(@Nullable Object... elements) {
        byte[][] bytes = new byte[elements.length][];
        long end = HEAD + (long) ENTRY * elements.length;
        long bytesAt = end;
        for (int i = 0; i < elements.length; i++) {
            bytes[i] = bytes(elements[i], i);
            end += room(elements[i], bytes[i]);
        }
        NamedMemory memory = NamedMemory.create(end);
        MemorySegment segment = memory.segment();
        for (int i = 0; i < elements.length; i++) {
            int room = room(elements[i], bytes[i]);
            Words.setLong(segment, entry(i) + Long.BYTES, bytesAt << Integer.SIZE | room);
            store(segment, i, elements[i], bytes[i]);
            bytesAt += room;
        }
        Words.setLong(segment, Long.BYTES, elements.length);
        Words.setLong(segment, 0, MAGIC);
        return new MappedList(memory);
    }

    static MappedList attach(String name) {
        NamedMemory memory = NamedMemory.attach(name);
        try {
            return new MappedList(memory);
        } catch (RuntimeException e) {
            memory.close();
            throw e;
        }
    }

    private static long entry(int i) {
        return HEAD + (long) ENTRY * i;
    }

    /** A text or bytes have a little more than they need, as CPython gives them. */
    private static int room(@Nullable Object element, byte[] bytes) {
        boolean grows = element instanceof String || element instanceof byte[];
        return grows ? (bytes.length / Long.BYTES + 1) * Long.BYTES : Long.BYTES;
    }

    private static Type type(@Nullable Object element) {
        return switch (element) {
            case null -> Type.NULL;
            case Integer _ -> Type.INTEGER;
            case Long _ -> Type.LONG;
            case Double _ -> Type.DOUBLE;
            case Boolean _ -> Type.BOOLEAN;
            case String _ -> Type.STRING;
            case byte[] _ -> Type.BYTES;
            default -> throw new AssertionError("checked by bytes()");
        };
    }

    private static byte[] bytes(@Nullable Object element, int i) {
        return switch (element) {
            case null -> new byte[0];
            case Integer n -> bytes(n);
            case Long n -> bytes(n);
            case Double x -> bytes(Double.doubleToRawLongBits(x));
            case Boolean b -> bytes(b ? 1 : 0);
            case String text -> text.getBytes(UTF_8);
            case byte[] given -> given;
            default ->
                throw new IllegalArgumentException(
                        "a ShareableList holds Integer, Long, Double, Boolean, String, byte[]"
                                + " and null: index=" + i + " class="
                                + element.getClass().getName()
                                + "; for other values use par.value or par.queue");
        };
    }

    private static byte[] bytes(long bits) {
        byte[] bytes = new byte[Long.BYTES];
        MemorySegment.ofArray(bytes).set(LONG, 0, bits);
        return bytes;
    }

    private static void store(MemorySegment segment, int i, @Nullable Object element, byte[] bytes) {
        long at = Words.getLong(segment, entry(i) + Long.BYTES) >>> Integer.SIZE;
        MemorySegment.copy(bytes, 0, segment, ValueLayout.JAVA_BYTE, at, bytes.length);
        Words.setLong(segment, entry(i), (long) type(element).ordinal() << Integer.SIZE | bytes.length);
    }

    @Override
    public @Nullable Object get(int index) {
        Objects.checkIndex(index, size);
        MemorySegment segment = memory.segment();
        long head = Words.getLong(segment, entry(index));
        long at = Words.getLong(segment, entry(index) + Long.BYTES) >>> Integer.SIZE;
        return switch (Type.ALL[(int) (head >>> Integer.SIZE)]) {
            case NULL -> null;
            case INTEGER -> (int) segment.get(LONG, at);
            case LONG -> segment.get(LONG, at);
            case DOUBLE -> Double.longBitsToDouble(segment.get(LONG, at));
            case BOOLEAN -> segment.get(LONG, at) != 0;
            case STRING -> new String(copy(segment, at, (int) head), UTF_8);
            case BYTES -> copy(segment, at, (int) head);
        };
    }

    private static byte[] copy(MemorySegment segment, long at, int length) {
        return segment.asSlice(at, length).toArray(ValueLayout.JAVA_BYTE);
    }

    @Override
    public @Nullable Object set(int index, @Nullable Object element) {
        Object before = get(index);
        byte[] bytes = bytes(element, index);
        MemorySegment segment = memory.segment();
        int room = (int) Words.getLong(segment, entry(index) + Long.BYTES);
        if (bytes.length > room) {
            throw new IllegalArgumentException("the element exceeds its storage in the ShareableList: index=" + index
                    + " bytes=" + bytes.length + " room=" + room + "; make the list with longer elements, or pad them");
        }
        store(segment, index, element, bytes);
        return before;
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    public int indexOf(@Nullable Object wanted) {
        for (int i = 0; i < size; i++) {
            if (Objects.deepEquals(get(i), wanted)) {
                return i;
            }
        }
        return -1;
    }

    @Override
    public int lastIndexOf(@Nullable Object wanted) {
        for (int i = size - 1; i >= 0; i--) {
            if (Objects.deepEquals(get(i), wanted)) {
                return i;
            }
        }
        return -1;
    }

    @Override
    public SharedMemory memory() {
        return memory;
    }

    @Override
    public Travels.Ticket ticket() {
        return new Ticket(memory.ticket());
    }

    @Override
    public String toString() {
        List<String> texts = stream()
                .map(element -> element instanceof byte[] bytes ? Arrays.toString(bytes) : String.valueOf(element))
                .toList();
        return "ShareableList[name=" + memory.name() + " " + texts + "]";
    }
}
