package partita.kernel.weave;

import java.lang.invoke.CallSite;
import java.lang.invoke.ConstantCallSite;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

/** What lean code calls for its literals, see {@link LeanCode}. */
public final class Literals {
    private Literals() {}

    /**
     * A text of the code's own.
     *
     * @param chars the text
     * @return the one object for that text, as Java promises for literals
     */
    public static String text(char[] chars) {
        return new String(chars).intern();
    }

    /**
     * Links a concatenation whose recipe is its last argument.
     *
     * @param caller the code's class
     * @param name of no meaning
     * @param type what is concatenated, and the recipe
     * @return the call site
     * @throws ReflectiveOperationException never
     */
    public static CallSite concat(MethodHandles.Lookup caller, String name, MethodType type)
            throws ReflectiveOperationException {
        MethodHandle join = MethodHandles.lookup()
                .findStatic(Literals.class, "join", MethodType.methodType(String.class, Object[].class));
        return new ConstantCallSite(
                join.asCollector(Object[].class, type.parameterCount()).asType(type));
    }

    private static String join(Object[] all) {
        String recipe = (String) all[all.length - 1];
        var text = new StringBuilder();
        int next = 0;
        for (int i = 0; i < recipe.length(); i++) {
            char c = recipe.charAt(i);
            if (c == LeanCode.ARGUMENT) {
                text.append(all[next++]);
            } else {
                text.append(c);
            }
        }
        return text.toString();
    }
}
