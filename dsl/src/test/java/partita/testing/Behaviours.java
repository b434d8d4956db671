package partita.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** The behaviours that can be shown, and which method claims which. */
final class Behaviours {
    private static final String LIST = "behaviours.txt";

    private final Set<String> known;
    private final Map<String, String> claims = new ConcurrentHashMap<>();

    Behaviours(Set<String> known) {
        this.known = Set.copyOf(known);
    }

    static Behaviours ofCPython() {
        try (InputStream list = Behaviours.class.getResourceAsStream(LIST)) {
            if (list == null) {
                throw new IllegalStateException("the list of behaviours is missing on the class path: resource="
                        + Behaviours.class.getPackageName().replace('.', '/') + "/" + LIST);
            }
            return new Behaviours(new String(list.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .collect(Collectors.toUnmodifiableSet()));
        } catch (IOException e) {
            throw new UncheckedIOException("the list of behaviours cannot be read: resource=" + LIST, e);
        }
    }

    /**
     * Claims the method's behaviour for it.
     *
     * @return what is wrong with the claim, or empty
     */
    Optional<String> claim(Method method) {
        Behaviour behaviour = method.getAnnotation(Behaviour.class);
        if (behaviour == null) {
            return Optional.empty();
        }
        String name = behaviour.value();
        String claimant = nameOf(method);
        if (!known.contains(name)) {
            return Optional.of("no such behaviour: behaviour=" + name + " method=" + claimant
                    + "; take a name from partita/testing/" + LIST);
        }
        if (behaviour.checks().isBlank() || behaviour.checks().indexOf('\t') >= 0) {
            return Optional.of("the behaviour's sentence is blank or has a tab: behaviour=" + name + " method="
                    + claimant + "; write one sentence that says what CPython's test body checks");
        }
        String first = claims.putIfAbsent(name, claimant);
        return first == null || first.equals(claimant)
                ? Optional.empty()
                : Optional.of("two methods claim one behaviour: behaviour=" + name + " first=" + first + " second="
                        + claimant + "; keep the annotation on one of them");
    }

    static String nameOf(Method method) {
        return method.getDeclaringClass().getName() + "." + method.getName();
    }
}
