package partita.internal.broker;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import partita.function.Fn;
import partita.internal.parcel.Tool;

/** Values by their index. */
final class ListState extends ContainerState {
    private final List<byte[]> items = new ArrayList<>();

    ListState(Crew crew) {
        super(crew);
    }

    @Override
    boolean quick(Verb verb, Request request) {
        return switch (verb) {
            case SIZE, ALL, CLEAR, GET, PUT, PUT_ALL, REMOVE_AT, POP -> true;
            // plain values equal plain ones only, so nothing is unpacked
            case REMOVE, HAS_VALUE, LAST_INDEX -> atoms(Sheaf.unpack(request.payload));
            default -> false;
        };
    }

    @Override
    Reply call(Verb verb, Request request) throws Exception {
        List<byte[]> parts = Sheaf.unpack(request.payload);
        int index = Math.toIntExact(request.b);
        return switch (verb) {
            case SIZE -> Reply.done(items.size());
            case ALL -> new Reply(Outcome.DONE, items.size(), Sheaf.pack(items));
            case CLEAR -> {
                items.clear();
                yield Reply.DONE;
            }
            case GET -> Reply.done(items.get(index));
            case PUT -> Reply.done(items.set(index, parts.get(0)));
            case PUT_ALL -> {
                items.addAll(index < 0 ? items.size() : index, parts);
                yield Reply.DONE;
            }
            case REMOVE_AT -> Reply.done(items.remove(index));
            case POP -> items.isEmpty() ? Reply.NO : Reply.done(items.removeLast());
            case REMOVE -> {
                int at = index(parts.get(0));
                if (at >= 0) {
                    items.remove(at);
                }
                yield at >= 0 ? Reply.DONE : Reply.NO;
            }
            case HAS_VALUE -> Reply.done(index(parts.get(0)));
            case LAST_INDEX -> {
                int at = items.size() - 1;
                while (at >= 0 && !same(items.get(at), parts.get(0))) {
                    at--;
                }
                yield Reply.done(at);
            }
            case UPDATE -> {
                Tool tool = tool(parts.get(0));
                byte[] before = items.get(index);
                byte[] after = guarded(tool, () -> pack(tool, update(tool.function(), value(tool, before))));
                items.set(index, after);
                yield Reply.done(after);
            }
            case REPLACE_ALL -> {
                Tool tool = tool(parts.get(0));
                List<byte[]> after = new ArrayList<>();
                for (byte[] item : items) {
                    after.add(guarded(tool, () -> pack(tool, replace(tool.function(), value(tool, item)))));
                }
                replaceBy(after);
                yield Reply.DONE;
            }
            case REMOVE_WHERE -> removeWhere(tool(parts.get(0)));
            case SORT -> {
                replaceBy(parts.isEmpty() ? sorted() : sorted(tool(parts.get(0))));
                yield Reply.DONE;
            }
            default -> throw new IllegalStateException("a list knows no verb=" + verb);
        };
    }

    private int index(byte[] value) {
        int at = 0;
        while (at < items.size() && !same(items.get(at), value)) {
            at++;
        }
        return at < items.size() ? at : -1;
    }

    private void replaceBy(List<byte[]> after) {
        items.clear();
        items.addAll(after);
    }

    @SuppressWarnings("unchecked") // the sender's compiler checked it
    private static @Nullable Object update(Object f, @Nullable Object value) throws Exception {
        return ((Fn<@Nullable Object, @Nullable Object>) f).apply(value);
    }

    @SuppressWarnings("unchecked") // the sender's compiler checked it
    private static @Nullable Object replace(Object f, @Nullable Object value) {
        return ((UnaryOperator<@Nullable Object>) f).apply(value);
    }

    @SuppressWarnings("unchecked") // the sender's compiler checked it
    private Reply removeWhere(Tool tool) throws Exception {
        List<byte[]> left = new ArrayList<>();
        for (byte[] item : items) {
            boolean goes = guarded(tool, () -> ((Predicate<@Nullable Object>) tool.function()).test(value(tool, item)));
            if (!goes) {
                left.add(item);
            }
        }
        int gone = items.size() - left.size();
        replaceBy(left);
        return gone > 0 ? Reply.DONE : Reply.NO;
    }

    private record Ranked(@Nullable Object value, byte[] item) {}

    @SuppressWarnings("unchecked") // the sender's compiler checked it
    private List<byte[]> sorted(Tool tool) throws Exception {
        return guarded(tool, () -> {
            var by = (Comparator<@Nullable Object>) tool.function();
            return items.stream()
                    .map(item -> new Ranked(value(tool, item), item))
                    .sorted((a, b) -> by.compare(a.value(), b.value()))
                    .map(Ranked::item)
                    .toList();
        });
    }

    @SuppressWarnings("unchecked") // what cannot be compared says so itself
    private List<byte[]> sorted() {
        return items.stream()
                .map(item -> new Ranked(comparable(item), item))
                .sorted((a, b) -> ((Comparable<Object>) Objects.requireNonNull(a.value()))
                        .compareTo(Objects.requireNonNull(b.value())))
                .map(Ranked::item)
                .toList();
    }
}
