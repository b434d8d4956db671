package partita.internal.parcel.value;

import java.lang.invoke.SerializedLambda;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/**
 * The objects of people's classes that a lambda captured, and the lambdas that it captured. One of them may hold the
 * lambda in a field, as a function that calls itself does ({@code this.f.apply(n - 1)}): a cycle that arrives whole if
 * the object is made first, for a lambda can be made only once what it captured is there.
 */
final class Ahead {
    private final Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    private final List<Object> objects = new ArrayList<>();

    private Ahead() {}

    static List<Object> of(Object value) {
        if (!Lambdas.is(value.getClass()) || captured(value) == 0) {
            return List.of();
        }
        var ahead = new Ahead();
        ahead.add(value);
        return ahead.objects;
    }

    private static int captured(Object lambda) {
        SerializedLambda parts = Lambdas.takeApart(lambda);
        return parts == null ? 0 : parts.getCapturedArgCount();
    }

    private void add(Object object) {
        Class<?> type = object.getClass();
        if (Lambdas.is(type)) {
            if (seen.add(object)) {
                addCaptured(object);
            }
        } else if (!Jdk.is(type) && !type.isRecord() && !type.isEnum() && seen.add(object)) {
            objects.add(object);
        }
    }

    private void addCaptured(Object lambda) {
        SerializedLambda parts = Lambdas.takeApart(lambda);
        for (int i = 0; parts != null && i < parts.getCapturedArgCount(); i++) {
            if (parts.getCapturedArg(i) != null) {
                add(parts.getCapturedArg(i));
            }
        }
    }
}
