package partita.kernel.repl;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** One line that says what to type, for compile errors that everyone meets sooner or later. */
final class Hints {
    /**
     * What the compiler refused.
     *
     * @param code the compiler's own name for this kind of error
     * @param message what it says, in English
     * @param source the cell
     * @param from where the wrong part begins in the cell
     * @param to where it ends
     */
    record Problem(String code, String message, String source, int from, int to) {
        String part() {
            return source.substring(from, to);
        }

        String before() {
            return source.substring(0, from);
        }

        String behind() {
            return source.substring(to);
        }
    }

    private static final Pattern DEFINED = Pattern.compile("variable (\\w+) is already defined");
    private static final Pattern PARAMETER = Pattern.compile("^(?:[\\w.<>]+\\s+)?\\w*\\s*(->|,[^;]*->|\\)\\s*->)");
    private static final Pattern CHANGED = Pattern.compile("^\\s*(\\+\\+|--|([-+*/%&|^]|<<|>>>?)?=(?!=))");
    private static final Pattern CHANGING = Pattern.compile("(\\+\\+|--)\\s*$");
    private static final Pattern REFERENCE = Pattern.compile("([\\w.]+)::(\\w+)");
    private static final Pattern JDK_LAMBDA =
            Pattern.compile("java\\.(?:util\\.function|util\\.concurrent|lang)\\.(\\w+)"
                    + "(?:<[^()]*>)? cannot be converted to partita\\.function\\.\\w+");
    private static final Pattern LAST_ARGUMENT = Pattern.compile("[(,]\\s*([\\p{L}_]\\w*)\\s*\\)");
    private static final Pattern UNREPORTED = Pattern.compile("unreported exception ([\\w.$]+)");

    /** The one method of the JDK's types that people already hold a lambda in. */
    private static final Map<String, String> METHODS = Map.ofEntries(
            Map.entry("Function", "apply"),
            Map.entry("UnaryOperator", "apply"),
            Map.entry("BiFunction", "apply"),
            Map.entry("BinaryOperator", "apply"),
            Map.entry("IntFunction", "apply"),
            Map.entry("ToIntFunction", "applyAsInt"),
            Map.entry("ToLongFunction", "applyAsLong"),
            Map.entry("ToDoubleFunction", "applyAsDouble"),
            Map.entry("IntUnaryOperator", "applyAsInt"),
            Map.entry("DoubleUnaryOperator", "applyAsDouble"),
            Map.entry("Predicate", "test"),
            Map.entry("Consumer", "accept"),
            Map.entry("Supplier", "get"),
            Map.entry("Callable", "call"),
            Map.entry("Runnable", "run"));

    private static final List<Function<Problem, @Nullable String>> RULES = List.of(
            Hints::sameName,
            Hints::changedLocal,
            Hints::jdkLambda,
            Hints::primitiveReference,
            Hints::neverInterrupted,
            Hints::unknownClass,
            Hints::checkedException);

    private Hints() {}

    /** The line, without its arrow, or null where there is nothing to add. */
    static @Nullable String of(Problem problem) {
        for (Function<Problem, @Nullable String> rule : RULES) {
            String hint = rule.apply(problem);
            if (hint != null) {
                return hint;
            }
        }
        return null;
    }

    private static @Nullable String sameName(Problem problem) {
        Matcher defined = DEFINED.matcher(problem.message());
        if (!defined.find()
                || !PARAMETER
                        .matcher(problem.source().substring(problem.from()))
                        .find()) {
            return null;
        }
        String other = defined.group(1).equals("x") ? "item" : "x";
        return "a lambda's parameter cannot have the name of a variable around it, not even of the one that is being"
                + " declared; give it another: " + other + " -> …";
    }

    private static @Nullable String changedLocal(Problem problem) {
        if (!problem.message().contains("effectively final")) {
            return null;
        }
        String name = problem.part();
        if (CHANGED.matcher(problem.behind()).find()
                || CHANGING.matcher(problem.before()).find()) {
            return "a lambda cannot change the local variable " + name + "; return the value and add up the results,"
                    + " or share it: var " + name + " = par.value(0); and in the lambda " + name + ".add(…)";
        }
        if (Pattern.compile("for\\s*\\(\\s*\\w+\\s+" + Pattern.quote(name) + "\\b[^:)]*;")
                .matcher(problem.source())
                .find()) {
            return "the counter of a for loop cannot be used in a lambda; give it as the argument:"
                    + " par.map(par.range(0, n), " + name + " -> …), or copy it in the loop: var copy = " + name + ";";
        }
        return "a lambda can only use local variables that are set once; copy it before: var copy = " + name
                + "; and use copy in the lambda";
    }

    private static @Nullable String jdkLambda(Problem problem) {
        Matcher given = JDK_LAMBDA.matcher(problem.message());
        while (given.find()) {
            String method = METHODS.get(given.group(1));
            if (method != null) {
                return "Partita has lambda types of its own, which can travel; pass it as " + argument(problem) + "::"
                        + method;
            }
        }
        return null;
    }

    private static String argument(Problem problem) {
        if (problem.part().matches("\\w+")) {
            return problem.part();
        }
        Matcher last = LAST_ARGUMENT.matcher(problem.source());
        return last.find(problem.from()) ? last.group(1) : "f";
    }

    private static @Nullable String primitiveReference(Problem problem) {
        boolean types = problem.message().contains("incompatible bounds")
                || problem.message().contains("method reference");
        Matcher reference = REFERENCE.matcher(problem.message());
        if (!types || !reference.find()) {
            // the message may leave the reference out, the cell does not
            reference = REFERENCE.matcher(problem.source().substring(problem.from()));
            if (!types || !reference.find()) {
                return null;
            }
        }
        String call = reference.group(2).equals("new")
                ? "new " + reference.group(1) + "(x)"
                : reference.group(1) + "." + reference.group(2) + "(x)";
        return "a method reference must fit the items' type exactly; a lambda converts: x -> " + call;
    }

    private static @Nullable String neverInterrupted(Problem problem) {
        return problem.message().contains("java.lang.InterruptedException is never thrown")
                ? "nothing in this try throws InterruptedException, since no method of Partita's does; leave the catch"
                        + " out, or write catch (ParInterruptedException e)"
                : null;
    }

    private static @Nullable String unknownClass(Problem problem) {
        String name = Forward.unknownClass(problem.code(), problem.message());
        return name == null
                ? null
                : "no class " + name + " is known yet; run the cell that declares it before this one, import it, or"
                        + " correct the name";
    }

    private static @Nullable String checkedException(Problem problem) {
        Matcher unreported = UNREPORTED.matcher(problem.message());
        if (!unreported.find()) {
            return null;
        }
        String type = unreported.group(1);
        String name = type.substring(type.lastIndexOf('.') + 1);
        return inLambda(problem)
                ? "lambdas for the JDK's methods may not throw " + name + "; those for Partita's may, as in"
                        + " par.map(items, x -> …); or catch it inside the lambda"
                : "say that the method may throw it: … throws " + name + " {  or catch it inside: try { … } catch ("
                        + name + " e) { … }";
    }

    /** Whether the last arrow before the place opens a body that is still open there. */
    private static boolean inLambda(Problem problem) {
        int arrow = problem.before().lastIndexOf("->");
        if (arrow < 0) {
            return false;
        }
        int depth = 0;
        for (char c : problem.before().substring(arrow).toCharArray()) {
            depth += "({[".indexOf(c) >= 0 ? 1 : ")}]".indexOf(c) >= 0 ? -1 : 0;
            if (depth < 0) {
                return false;
            }
        }
        return true;
    }
}
