package partita.internal.local;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * A model of how pieces and results pass between an owner and its workers, small enough to look at every order in which
 * the steps of all of them can happen, with a death at every point. Each step is one store that others can see, or one
 * thing that a thread does under its lock.
 *
 * <pre>
 *  owner    hand (in memory or as a message) ... collect ... bury
 *  worker   take, begin piece, { begin item, run, keep, [mark] }, mark last
 *  message  arrives at some time after it was sent
 *  death    of any worker that lives, at any time; all that it stored stands, messages on their way are lost
 * </pre>
 */
final class ProtocolModel {
    /** A protocol that is wrong in one way, to see that the check would notice. */
    enum Flaw {
        NONE,
        /** An item runs before the journal says so. */
        RUNS_BEFORE_IT_SAYS_SO,
        /** Results are handed over before the last is kept. */
        MARKS_BEFORE_IT_KEEPS,
        /** What a dead worker had kept and not handed over is not looked at. */
        FORGETS_WHAT_WAS_KEPT,
        /** A piece goes in memory while one before it is on its way as a message. */
        OVERTAKES,
        /** What had not begun when its worker died goes nowhere. */
        FORGETS_WHAT_WAITED
    }

    private static final int DEPTH = 2;
    private static final int NONE = -1;

    private enum At {
        IDLE,
        TAKEN,
        BEGUN,
        IN_ITEM,
        RAN,
        KEPT
    }

    /** A piece or its rest, as it was handed over. */
    private record Handed(int ticket, int piece, int from) {}

    /** An entry of the ring of results: an item's, or a mark with {@link #NONE} for the item. */
    private record Entry(int ticket, int item, boolean last) {}

    private record Step(String name, Consumer<State> what) {}

    private static final class Worker {
        List<Handed> memory = new ArrayList<>();
        List<Handed> wire = new ArrayList<>();
        List<Handed> waiting = new ArrayList<>();
        List<Handed> outstanding = new ArrayList<>();
        List<Entry> results = new ArrayList<>();
        Handed current = new Handed(NONE, NONE, 0);
        At at = At.IDLE;
        int item;
        int begun = NONE;
        int begunItem = NONE;
        int lastAsMessage = NONE;
        int taken;
        boolean alive = true;

        Worker copy() {
            Worker w = new Worker();
            w.memory = new ArrayList<>(memory);
            w.wire = new ArrayList<>(wire);
            w.waiting = new ArrayList<>(waiting);
            w.outstanding = new ArrayList<>(outstanding);
            w.results = new ArrayList<>(results);
            w.current = current;
            w.at = at;
            w.item = item;
            w.begun = begun;
            w.begunItem = begunItem;
            w.lastAsMessage = lastAsMessage;
            w.taken = taken;
            w.alive = alive;
            return w;
        }

        String key() {
            return memory + "|" + wire + "|" + waiting + "|" + outstanding + "|"
                    + results.subList(taken, results.size()) + "|" + current + at + item + "," + begun + "," + begunItem
                    + "," + lastAsMessage + alive;
        }
    }

    private final class State {
        final Worker[] workers = new Worker[2];
        List<Handed> pending = new ArrayList<>();
        int[] ran = new int[items];
        int[] delivered = new int[items];
        int[] lost = new int[items];
        int tickets;
        int deaths;

        State copy() {
            State s = new State();
            for (int i = 0; i < workers.length; i++) {
                s.workers[i] = workers[i].copy();
            }
            s.pending = new ArrayList<>(pending);
            s.ran = ran.clone();
            s.delivered = delivered.clone();
            s.lost = lost.clone();
            s.tickets = tickets;
            s.deaths = deaths;
            return s;
        }

        /** The workers are alike: which is which makes no difference. */
        String key() {
            String one = workers[0].key();
            String other = workers[1].key();
            String both = one.compareTo(other) < 0 ? one + "/" + other : other + "/" + one;
            return both + "/" + pending + Arrays.toString(ran) + Arrays.toString(delivered) + Arrays.toString(lost)
                    + deaths;
        }
    }

    private final int[] sizes;
    private final int items;
    private final int mostDeaths;
    private final Flaw flaw;
    private final Set<String> seen = new HashSet<>();
    private int ends;

    /** Pieces of so many items each, and so many deaths at the most. */
    ProtocolModel(int mostDeaths, Flaw flaw, int... sizes) {
        this.sizes = sizes;
        this.items = Arrays.stream(sizes).sum();
        this.mostDeaths = mostDeaths;
        this.flaw = flaw;
    }

    /** How many different states there were. */
    int states() {
        return seen.size();
    }

    /** How many of them were ends. */
    int ends() {
        return ends;
    }

    /**
     * Looks at every state that can be reached.
     *
     * @throws AssertionError if one is wrong
     */
    void check() {
        State first = new State();
        Arrays.setAll(first.workers, _ -> new Worker());
        for (int piece = 0; piece < sizes.length; piece++) {
            first.pending.add(new Handed(NONE, piece, 0));
        }
        Deque<State> open = new ArrayDeque<>(List.of(first));
        seen.add(first.key());
        while (!open.isEmpty()) {
            State state = open.pop();
            List<Step> steps = steps(state);
            if (steps.stream().allMatch(step -> step.name().equals("die"))) {
                ends++;
                checkEnd(state);
            }
            for (Step step : steps) {
                State next = state.copy();
                step.what().accept(next);
                check(next, step.name());
                if (seen.add(next.key())) {
                    open.push(next);
                }
            }
        }
    }

    private void check(State state, String step) {
        int allLost = 0;
        for (int i = 0; i < items; i++) {
            allLost += state.lost[i];
            if (state.ran[i] > 1 || state.delivered[i] + state.lost[i] > 1) {
                throw new AssertionError("an item ran or was told twice: item=" + i + " after=" + step + " ran="
                        + state.ran[i] + " delivered=" + state.delivered[i] + " lost=" + state.lost[i]);
            }
            if (state.delivered[i] > state.ran[i]) {
                throw new AssertionError("a result without a run: item=" + i + " after=" + step);
            }
        }
        if (allLost > state.deaths) {
            throw new AssertionError("more items lost than workers: lost=" + allLost + " deaths=" + state.deaths);
        }
    }

    private void checkEnd(State state) {
        for (int i = 0; i < items; i++) {
            if (state.delivered[i] + state.lost[i] != 1) {
                throw new AssertionError("an item was forgotten: item=" + i + " state=" + state.key());
            }
        }
    }

    private List<Step> steps(State state) {
        List<Step> steps = new ArrayList<>();
        for (int i = 0; i < state.workers.length; i++) {
            int n = i;
            Worker w = state.workers[n];
            if (w.alive) {
                owner(state, w, n, steps);
                worker(w, n, steps);
                if (state.deaths < mostDeaths) {
                    steps.add(new Step("die", s -> {
                        s.workers[n].alive = false;
                        s.workers[n].wire.clear();
                        s.deaths++;
                    }));
                }
            } else {
                steps.add(new Step("bury", s -> bury(s, n)));
            }
            if (nextMark(w) >= 0) {
                steps.add(new Step("collect", s -> collect(s, s.workers[n])));
            }
        }
        return steps;
    }

    private void owner(State state, Worker w, int n, List<Step> steps) {
        if (state.pending.isEmpty() || w.outstanding.size() >= DEPTH) {
            return;
        }
        if (w.begun >= w.lastAsMessage || flaw == Flaw.OVERTAKES) {
            steps.add(new Step("hand in memory", s -> s.workers[n].memory.add(hand(s, n))));
        }
        steps.add(new Step("hand as a message", s -> {
            Handed handed = hand(s, n);
            s.workers[n].wire.add(handed);
            s.workers[n].lastAsMessage = handed.ticket();
        }));
    }

    private static Handed hand(State s, int n) {
        Handed next = s.pending.removeFirst();
        Handed handed = new Handed(++s.tickets, next.piece(), next.from());
        s.workers[n].outstanding.add(handed);
        return handed;
    }

    private void worker(Worker w, int n, List<Step> steps) {
        if (!w.wire.isEmpty()) {
            steps.add(new Step("arrive", s -> {
                Worker own = s.workers[n];
                fill(own);
                own.waiting.add(own.wire.removeFirst());
            }));
        }
        switch (w.at) {
            case IDLE -> {
                if (!w.waiting.isEmpty() || !w.memory.isEmpty()) {
                    steps.add(new Step("take", s -> {
                        Worker own = s.workers[n];
                        fill(own);
                        own.current = own.waiting.removeFirst();
                        own.item = own.current.from();
                        own.at = At.TAKEN;
                    }));
                }
            }
            case TAKEN -> steps.add(new Step("begin", s -> begin(s.workers[n])));
            case BEGUN ->
                steps.add(
                        flaw == Flaw.RUNS_BEFORE_IT_SAYS_SO
                                ? new Step("run", s -> run(s, s.workers[n], At.IN_ITEM))
                                : new Step("begin item", s -> beginItem(s.workers[n], At.IN_ITEM)));
            case IN_ITEM ->
                steps.add(
                        flaw == Flaw.RUNS_BEFORE_IT_SAYS_SO
                                ? new Step("begin item", s -> beginItem(s.workers[n], At.RAN))
                                : new Step("run", s -> run(s, s.workers[n], At.RAN)));
            case RAN -> {
                if (flaw == Flaw.MARKS_BEFORE_IT_KEEPS && isLast(w)) {
                    steps.add(new Step("mark last", s -> mark(s.workers[n], true)));
                } else {
                    steps.add(new Step("keep", s -> keep(s.workers[n])));
                }
            }
            case KEPT -> kept(w, n, steps);
        }
    }

    private void kept(Worker w, int n, List<Step> steps) {
        if (isLast(w)) {
            steps.add(new Step("mark last", s -> mark(s.workers[n], true)));
        } else {
            steps.add(new Step("mark", s -> {
                mark(s.workers[n], false);
                s.workers[n].at = At.BEGUN;
                s.workers[n].item++;
            }));
            steps.add(new Step("go on", s -> {
                s.workers[n].at = At.BEGUN;
                s.workers[n].item++;
            }));
        }
    }

    private boolean isLast(Worker w) {
        return w.item == sizes[w.current.piece()] - 1;
    }

    private int index(int piece, int item) {
        return Arrays.stream(sizes).limit(piece).sum() + item;
    }

    private static void fill(Worker w) {
        w.waiting.addAll(w.memory);
        w.memory.clear();
    }

    private static void begin(Worker w) {
        if (w.current.ticket() < w.begun) {
            throw new AssertionError("pieces begin out of order: ticket=" + w.current.ticket() + " after=" + w.begun);
        }
        w.begun = w.current.ticket();
        w.begunItem = NONE;
        w.at = At.BEGUN;
    }

    private static void beginItem(Worker w, At next) {
        w.begunItem = w.item;
        w.at = next;
    }

    private void run(State s, Worker w, At next) {
        s.ran[index(w.current.piece(), w.item)]++;
        w.at = next;
    }

    private static void keep(Worker w) {
        w.results.add(new Entry(w.current.ticket(), w.item, false));
        w.at = At.KEPT;
    }

    private static void mark(Worker w, boolean last) {
        w.results.add(new Entry(w.current.ticket(), NONE, last));
        if (last) {
            w.at = At.IDLE;
            w.current = new Handed(NONE, NONE, 0);
        }
    }

    private static int nextMark(Worker w) {
        for (int i = w.taken; i < w.results.size(); i++) {
            if (w.results.get(i).item() == NONE) {
                return i;
            }
        }
        return -1;
    }

    private void collect(State s, Worker w) {
        int mark = nextMark(w);
        deliver(s, w, mark);
        Entry entry = w.results.get(mark);
        w.taken = mark + 1;
        if (entry.last()) {
            w.outstanding.removeIf(handed -> handed.ticket() == entry.ticket());
        }
    }

    private void deliver(State s, Worker w, int to) {
        for (Entry entry : w.results.subList(w.taken, to)) {
            if (entry.item() != NONE) {
                Handed handed = w.outstanding.stream()
                        .filter(each -> each.ticket() == entry.ticket())
                        .findFirst()
                        .orElseThrow(() -> new AssertionError("a result of a piece that is done: " + entry));
                s.delivered[index(handed.piece(), entry.item())]++;
            }
        }
    }

    /** As LocalWorker and Estate do it; another worker takes the dead one's place. */
    private void bury(State s, int n) {
        Worker w = s.workers[n];
        while (nextMark(w) >= 0) {
            collect(s, w);
        }
        if (flaw != Flaw.FORGETS_WHAT_WAS_KEPT) {
            deliver(s, w, w.results.size());
        }
        for (Handed handed : w.outstanding.reversed()) {
            if (handed.ticket() > w.begun) {
                if (flaw != Flaw.FORGETS_WHAT_WAITED) {
                    s.pending.addFirst(handed);
                }
            } else {
                settle(s, handed, handed.ticket() == w.begun ? w.begunItem : sizes[handed.piece()] - 1);
            }
        }
        s.workers[n] = new Worker();
    }

    private void settle(State s, Handed handed, int begunItem) {
        int next = handed.from();
        while (next < sizes[handed.piece()] && told(s, handed, next)) {
            next++;
        }
        while (next <= begunItem) {
            if (!told(s, handed, next)) {
                s.lost[index(handed.piece(), next)]++;
            }
            next++;
        }
        if (next < sizes[handed.piece()]) {
            s.pending.addFirst(new Handed(handed.ticket(), handed.piece(), next));
        }
    }

    private boolean told(State s, Handed handed, int item) {
        int index = index(handed.piece(), item);
        return s.delivered[index] + s.lost[index] > 0;
    }
}
