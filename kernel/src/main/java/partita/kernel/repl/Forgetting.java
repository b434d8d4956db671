package partita.kernel.repl;

import java.lang.reflect.AccessibleObject;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import jdk.jshell.DeclarationSnippet;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import org.jspecify.annotations.Nullable;

/**
 * Lets go of snippets that are no more. JShell keeps each one that was ever typed, with the imports that stood above
 * it, and looks at all that ever named a method when that is typed anew; it has no public way to end that. The kernel's
 * command line opens its package. Where that is not so, or a JDK keeps its books in another way, all stays as it is.
 */
final class Forgetting {
    /** JShell's own books; what they hold is of classes that only JShell can name. */
    private record Books(
            Collection<?> snippets,
            List<@Nullable Object> byIndex,
            Map<String, Set<Integer>> users,
            Map<String, ?> wrappers,
            Method key,
            Method index,
            Method className,
            List<Method> references,
            Object compilers,
            Method freshCompilers) {

        static Books of(JShell shell) throws ReflectiveOperationException {
            Object maps = value(JShell.class, shell, "maps");
            Object wraps = value(JShell.class, shell, "outerMap");
            Object compilers = value(JShell.class, shell, "taskFactory");
            Method key = open(Snippet.class.getDeclaredMethod("key"));
            return new Books(
                    (Collection<?>) value(maps.getClass(), maps, "snippets"),
                    list(value(maps.getClass(), maps, "keyIndexToSnippet")),
                    users(value(maps.getClass(), maps, "dependencies")),
                    (Map<String, ?>) users(value(wraps.getClass(), wraps, "classOuters")),
                    key,
                    open(key.getReturnType().getDeclaredMethod("index")),
                    open(Snippet.class.getDeclaredMethod("className")),
                    List.of(
                            open(Snippet.class.getDeclaredMethod("declareReferences")),
                            open(Snippet.class.getDeclaredMethod("bodyReferences"))),
                    compilers,
                    open(compilers.getClass().getDeclaredMethod("initTaskPool")));
        }

        private static Object value(Class<?> type, Object holder, String name) throws ReflectiveOperationException {
            Field field = open(type.getDeclaredField(name));
            return field.get(holder);
        }

        private static <T extends AccessibleObject> T open(T member) {
            member.setAccessible(true);
            return member;
        }

        @SuppressWarnings("unchecked") // of snippets; only null is ever put in
        private static List<@Nullable Object> list(Object list) {
            return (List<@Nullable Object>) list;
        }

        @SuppressWarnings("unchecked") // as JShell declares it
        private static <V> Map<String, V> users(Object map) {
            return (Map<String, V>) map;
        }

        void remove(Snippet snippet) throws IllegalAccessException, InvocationTargetException {
            snippets.remove(snippet);
            Object ownKey = key.invoke(snippet);
            // a declaration's place may be asked for by code that still waits for a name
            if (ownKey == null || snippet instanceof DeclarationSnippet) {
                return;
            }
            int at = (int) index.invoke(ownKey);
            if (at < byIndex.size() && byIndex.get(at) == snippet) {
                byIndex.set(at, null);
                wrappers.remove(className.invoke(snippet));
                for (Method names : references) {
                    if (names.invoke(snippet) instanceof Collection<?> all) {
                        all.forEach(name -> removeUser(name, at));
                    }
                }
            }
        }

        private void removeUser(@Nullable Object name, int at) {
            Set<Integer> known = name == null ? null : users.get(name);
            if (known != null) {
                known.remove(at);
            }
        }
    }

    /** Each compilation leaves a third of a KB in the compiler, which JShell uses again and again. */
    private static final int FRESH_COMPILER = 1000;

    private final JShell shell;
    private final Consumer<String> log;
    private @Nullable Books books;
    private int forgotten;

    Forgetting(JShell shell, Consumer<String> log) {
        this.shell = shell;
        this.log = log;
        try {
            books = Books.of(shell);
        } catch (ReflectiveOperationException | RuntimeException e) {
            giveUp(e);
        }
    }

    private void giveUp(Exception e) {
        books = null;
        log.accept("overwritten snippets stay in memory, since JShell's books cannot be read: " + e);
    }

    private static boolean nameless(Snippet snippet) {
        return snippet.kind() == Snippet.Kind.STATEMENT
                || (snippet.kind() == Snippet.Kind.EXPRESSION
                        && snippet.subKind() != Snippet.SubKind.TEMP_VAR_EXPRESSION_SUBKIND);
    }

    /** Lets go of those that were dropped, overwritten or refused, and of statements, which nothing can name. */
    void forget(Collection<Snippet> snippets) {
        for (Snippet snippet : snippets) {
            if (nameless(snippet) && shell.status(snippet).isActive()) {
                shell.drop(snippet);
            }
            if (books != null && !shell.status(snippet).isActive()) {
                try {
                    books.remove(snippet);
                    if (++forgotten % FRESH_COMPILER == 0) {
                        books.freshCompilers().invoke(books.compilers());
                    }
                } catch (ReflectiveOperationException | RuntimeException e) {
                    giveUp(e);
                }
            }
        }
    }
}
