package partita.internal.parcel;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import partita.api.Explanation;
import partita.api.NotShippableException;
import partita.internal.parcel.value.Lambdas;
import partita.internal.parcel.value.Values;
import partita.internal.parcel.value.Watcher;

/** Keeps account of what a packer packs, for {@code par.explain}: also of what it could not. */
final class Ledger {
    private final ClassLoader loader;
    private final List<Explanation.Part> parts = new ArrayList<>();

    Ledger(ClassLoader loader) {
        this.loader = loader;
    }

    void value(String kind, String name, @Nullable Object value) {
        String type = value == null ? "" : type(value.getClass());
        try {
            byte[] bytes = new Values(loader, Watcher.NONE).write(kind + " " + name, value);
            parts.add(new Explanation.Part(kind, name, type, bytes.length, ""));
        } catch (NotShippableException e) {
            parts.add(new Explanation.Part(kind, name, type, 0, String.valueOf(e.getMessage())));
        }
    }

    void problem(String kind, String name, String problem) {
        parts.add(new Explanation.Part(kind, name, "", 0, problem));
    }

    void size(String kind, String name, long bytes) {
        parts.add(new Explanation.Part(kind, name, "", bytes, ""));
    }

    Explanation explanation() {
        return new Explanation(parts);
    }

    private static String type(Class<?> type) {
        return Lambdas.is(type) ? "lambda" : Names.typed(type.getTypeName());
    }
}
