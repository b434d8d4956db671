package partita.internal.broker;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import partita.function.Fn;
import partita.internal.parcel.Tool;

/** Keys and values, in the order in which the keys came. Keys are equal as their own {@code equals} says. */
final class DictState extends ContainerState {
    private record Entry(byte[] key, byte[] value) {}

    private final LinkedHashMap<@Nullable Object, Entry> entries = new LinkedHashMap<>();
    private boolean plain = true;

    DictState(Crew crew) {
        super(crew);
    }

    @Override
    boolean quick(Verb verb, Request request) {
        return switch (verb) {
            case SIZE, ALL, CLEAR -> true;
            case GET, PUT, PUT_IF_ABSENT, REMOVE, REPLACE, HAS_ALL, PUT_ALL, INCREMENT ->
                plain && atoms(keys(verb, Sheaf.unpack(request.payload)));
            case REMOVE_IF, REPLACE_IF, HAS_VALUE -> plain && atoms(Sheaf.unpack(request.payload));
            case MOST_COMMON -> true;
            case POP -> plain;
            default -> false;
        };
    }

    private static List<byte[]> keys(Verb verb, List<byte[]> parts) {
        if (verb == Verb.HAS_ALL) {
            return parts;
        }
        List<byte[]> keys = new ArrayList<>();
        for (int i = 0; i < parts.size(); i += 2) {
            keys.add(parts.get(i));
        }
        return keys;
    }

    @Override
    Reply call(Verb verb, Request request) throws Exception {
        List<byte[]> parts = Sheaf.unpack(request.payload);
        return switch (verb) {
            case SIZE -> Reply.done(entries.size());
            case ALL -> all(entries.values());
            case CLEAR -> {
                entries.clear();
                plain = true;
                yield Reply.DONE;
            }
            case GET -> found(entries.get(comparable(parts.get(0))));
            case PUT -> found(put(parts.get(0), parts.get(1)));
            case PUT_ALL -> {
                for (int i = 0; i < parts.size(); i += 2) {
                    put(parts.get(i), parts.get(i + 1));
                }
                yield Reply.DONE;
            }
            case PUT_IF_ABSENT -> {
                Entry known = entries.get(comparable(parts.get(0)));
                if (known == null) {
                    put(parts.get(0), parts.get(1));
                }
                yield found(known);
            }
            case REMOVE -> found(entries.remove(comparable(parts.get(0))));
            case REMOVE_IF -> {
                Object key = comparable(parts.get(0));
                Entry known = entries.get(key);
                boolean so = known != null && same(known.value(), parts.get(1));
                if (so) {
                    entries.remove(key);
                }
                yield so ? Reply.DONE : Reply.NO;
            }
            case REPLACE -> {
                Entry known = entries.get(comparable(parts.get(0)));
                if (known != null) {
                    put(parts.get(0), parts.get(1));
                }
                yield found(known);
            }
            case REPLACE_IF -> {
                Entry known = entries.get(comparable(parts.get(0)));
                boolean so = known != null && same(known.value(), parts.get(1));
                if (so) {
                    put(parts.get(0), parts.get(2));
                }
                yield so ? Reply.DONE : Reply.NO;
            }
            case HAS_ALL -> {
                boolean so = true;
                for (byte[] key : parts) {
                    so = so && entries.containsKey(comparable(key));
                }
                yield so ? Reply.DONE : Reply.NO;
            }
            case HAS_VALUE -> {
                boolean so = false;
                for (Entry entry : entries.values()) {
                    so = so || same(entry.value(), parts.get(0));
                }
                yield so ? Reply.DONE : Reply.NO;
            }
            case POP -> pop();
            case INCREMENT -> increment(parts, request.b != 0);
            case MOST_COMMON -> mostCommon(request.b);
            case COMPUTE, COMPUTE_IF_ABSENT, COMPUTE_IF_PRESENT, MERGE, UPDATE -> compute(verb, parts);
            case REPLACE_ALL -> replaceAll(parts);
            default -> throw new IllegalStateException("a dict knows no verb=" + verb);
        };
    }

    private static Reply found(@Nullable Entry entry) {
        return entry == null ? Reply.NO : Reply.done(entry.value());
    }

    private static Reply all(Iterable<Entry> some) {
        List<byte[]> parts = new ArrayList<>();
        for (Entry entry : some) {
            parts.add(entry.key());
            parts.add(entry.value());
        }
        return new Reply(Outcome.DONE, parts.size() / 2, Sheaf.pack(parts));
    }

    private @Nullable Entry put(byte[] key, byte[] value) {
        Object at = comparable(key);
        Entry known = entries.get(at);
        plain = plain && Atoms.is(key);
        return entries.put(at, new Entry(known == null ? key : known.key(), value));
    }

    private Reply pop() {
        Map.Entry<@Nullable Object, Entry> last = entries.pollLastEntry();
        return last == null ? Reply.NO : all(List.of(last.getValue()));
    }

    /** All or nothing: a sum that cannot be made leaves all as it was. */
    private Reply increment(List<byte[]> parts, boolean mustBeThere) {
        List<byte[]> sums = new ArrayList<>();
        Map<@Nullable Object, byte[]> latest = new HashMap<>();
        for (int i = 0; i < parts.size(); i += 2) {
            Object key = comparable(parts.get(i));
            long more = Numbers.unpack(parts.get(i + 1)).longValue();
            Entry known = entries.get(key);
            if (known == null && mustBeThere) {
                throw new IllegalStateException("the dict has no key=" + shown(parts.get(i))
                        + ", and nobody knows what class of number it is to have: put it first, or make the dict with"
                        + " its types, as in m.dict(String.class, Long.class)");
            }
            byte[] before = latest.getOrDefault(key, known == null ? parts.get(i + 1) : known.value());
            byte[] sum = known == null && !latest.containsKey(key) ? before : add(before, more, parts.get(i));
            latest.put(key, sum);
            sums.add(sum);
        }
        for (int i = 0; i < parts.size(); i += 2) {
            put(parts.get(i), sums.get(i / 2));
        }
        return sums.isEmpty() ? Reply.NO : Reply.done(sums.getLast());
    }

    private static byte[] add(byte[] before, long more, byte[] key) {
        if (!Atoms.is(before) || !(Atoms.unpack(before) instanceof Number)) {
            throw new IllegalStateException("the value of key=" + shown(key) + " is " + shown(before)
                    + ", which is no number to add to: use merge or compute");
        }
        return Numbers.pack(before[0], Numbers.sum(before[0], Numbers.bits(before), more));
    }

    private static @Nullable Object shown(byte[] value) {
        return Atoms.is(value) ? Atoms.unpack(value) : "an object";
    }

    /** Equal ones stay in the order in which they came. */
    private Reply mostCommon(long n) {
        return all(entries.values().stream()
                .sorted(Comparator.comparingLong(
                                (Entry entry) -> Numbers.unpack(entry.value()).longValue())
                        .reversed())
                .limit(n)
                .toList());
    }

    private Reply compute(Verb verb, List<byte[]> parts) throws Exception {
        Tool tool = tool(parts.get(0));
        byte[] key = parts.get(1);
        Object at = comparable(key);
        Entry known = entries.get(at);
        byte[] before = known == null ? null : known.value();
        if ((verb == Verb.COMPUTE_IF_ABSENT && known != null) || (verb == Verb.COMPUTE_IF_PRESENT && known == null)) {
            return found(known);
        }
        if (verb == Verb.MERGE && before == null) {
            put(key, parts.get(2));
            return Reply.done(parts.get(2));
        }
        byte[] after = guarded(tool, () -> {
            Object result = apply(verb, tool, key, before, parts.size() > 2 ? parts.get(2) : null);
            return result == null ? null : pack(tool, result);
        });
        if (after == null) {
            if (verb == Verb.UPDATE) {
                throw new IllegalStateException(
                        "the function of update gave null, which no dict holds: use compute to remove a key");
            }
            entries.remove(at);
            return Reply.NO;
        }
        put(key, after);
        return Reply.done(after);
    }

    @SuppressWarnings("unchecked") // the sender's compiler checked it
    private @Nullable Object apply(Verb verb, Tool tool, byte[] key, byte @Nullable [] before, byte @Nullable [] other)
            throws Exception {
        Object f = tool.function();
        return switch (verb) {
            case COMPUTE_IF_ABSENT -> ((Function<@Nullable Object, @Nullable Object>) f).apply(value(tool, key));
            case MERGE -> two(f, value(tool, before), value(tool, other));
            case UPDATE ->
                ((Fn<@Nullable Object, @Nullable Object>) f).apply(value(tool, before == null ? other : before));
            default -> two(f, value(tool, key), value(tool, before));
        };
    }

    @SuppressWarnings("unchecked") // the sender's compiler checked it
    private static @Nullable Object two(Object f, @Nullable Object one, @Nullable Object other) {
        return ((BiFunction<@Nullable Object, @Nullable Object, @Nullable Object>) f).apply(one, other);
    }

    /** All or nothing. */
    private Reply replaceAll(List<byte[]> parts) throws Exception {
        Tool tool = tool(parts.get(0));
        List<byte[]> after = new ArrayList<>();
        for (Entry entry : entries.values()) {
            after.add(guarded(tool, () -> {
                Object result = two(tool.function(), value(tool, entry.key()), value(tool, entry.value()));
                if (result == null) {
                    throw new NullPointerException("the function of replaceAll gave null, which no dict holds");
                }
                return pack(tool, result);
            }));
        }
        int i = 0;
        for (Map.Entry<@Nullable Object, Entry> entry : entries.entrySet()) {
            entry.setValue(new Entry(entry.getValue().key(), after.get(i++)));
        }
        return Reply.DONE;
    }
}
