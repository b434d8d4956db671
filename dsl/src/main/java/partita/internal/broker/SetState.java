package partita.internal.broker;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import partita.internal.parcel.Tool;

/** Values that are there once, as their own {@code equals} says, in the order in which they came. */
final class SetState extends ContainerState {
    private final LinkedHashMap<@Nullable Object, byte[]> items = new LinkedHashMap<>();
    private boolean plain = true;

    SetState(Crew crew) {
        super(crew);
    }

    @Override
    boolean quick(Verb verb, Request request) {
        return switch (verb) {
            case SIZE, ALL, CLEAR -> true;
            case PUT_ALL, REMOVE_ALL, RETAIN_ALL, HAS_ALL -> plain && atoms(Sheaf.unpack(request.payload));
            case POP -> plain;
            default -> false;
        };
    }

    @Override
    Reply call(Verb verb, Request request) throws Exception {
        List<byte[]> parts = Sheaf.unpack(request.payload);
        return switch (verb) {
            case SIZE -> Reply.done(items.size());
            case ALL -> new Reply(Outcome.DONE, items.size(), Sheaf.pack(items.values()));
            case CLEAR -> {
                items.clear();
                plain = true;
                yield Reply.DONE;
            }
            case PUT_ALL -> {
                int before = items.size();
                for (byte[] part : parts) {
                    items.putIfAbsent(comparable(part), part);
                    plain = plain && Atoms.is(part);
                }
                yield changed(before);
            }
            case REMOVE_ALL -> {
                int before = items.size();
                for (byte[] part : parts) {
                    items.remove(comparable(part));
                }
                yield changed(before);
            }
            case RETAIN_ALL -> {
                int before = items.size();
                List<@Nullable Object> kept = new ArrayList<>();
                for (byte[] part : parts) {
                    kept.add(comparable(part));
                }
                items.keySet().retainAll(new java.util.HashSet<>(kept));
                yield changed(before);
            }
            case HAS_ALL -> {
                boolean so = true;
                for (byte[] part : parts) {
                    so = so && items.containsKey(comparable(part));
                }
                yield so ? Reply.DONE : Reply.NO;
            }
            case POP -> {
                var first = items.pollFirstEntry();
                yield first == null ? Reply.NO : Reply.done(first.getValue());
            }
            case REMOVE_WHERE -> removeWhere(tool(parts.get(0)));
            default -> throw new IllegalStateException("a set knows no verb=" + verb);
        };
    }

    private Reply changed(int before) {
        return items.size() == before ? Reply.NO : Reply.DONE;
    }

    @SuppressWarnings("unchecked") // the sender's compiler checked it
    private Reply removeWhere(Tool tool) throws Exception {
        List<@Nullable Object> gone = new ArrayList<>();
        for (var entry : items.entrySet()) {
            boolean goes = guarded(
                    tool, () -> ((Predicate<@Nullable Object>) tool.function()).test(value(tool, entry.getValue())));
            if (goes) {
                gone.add(entry.getKey());
            }
        }
        gone.forEach(items::remove);
        return gone.isEmpty() ? Reply.NO : Reply.DONE;
    }
}
