package partita.testing;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** Goes through all states that a model can reach; a state is a row of small numbers. */
public final class Exploration {
    private Exploration() {}

    /**
     * Explores.
     *
     * @param begin the first state
     * @param steps gives every state that one step leads to; may not change the one that it is given
     * @param always throws at a state that must not be
     * @param atEnd throws at one that no step leads out of and that must not be such
     * @return how many states there are
     */
    public static int explore(
            int[] begin, BiConsumer<int[], Consumer<int[]>> steps, Consumer<int[]> always, Consumer<int[]> atEnd) {
        Set<String> seen = new HashSet<>();
        Deque<int[]> open = new ArrayDeque<>();
        open.add(begin);
        while (!open.isEmpty()) {
            int[] state = open.pop();
            if (!seen.add(key(state))) {
                continue;
            }
            always.accept(state);
            int before = open.size();
            steps.accept(state, open::push);
            if (open.size() == before) {
                atEnd.accept(state);
            }
        }
        return seen.size();
    }

    private static String key(int[] state) {
        char[] chars = new char[state.length];
        for (int i = 0; i < state.length; i++) {
            chars[i] = (char) (state[i] + 16);
        }
        return new String(chars);
    }
}
