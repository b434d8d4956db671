package partita.internal.pool;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Joins items in two rounds of one job: first groups of neighbours, each on some worker, then what came of the groups.
 *
 * <pre>
 *  items      a b c d e f g h          first round, one array for each group; the identity goes before the first
 *             └──┬──┘ └──┬──┘
 *  results       p       q             second round: one last array, once all results of the first are here
 *                └───┬───┘
 *                    r
 * </pre>
 */
final class Reduction<A extends @Nullable Object> extends ListResult<A> implements Items {
    private final Iterator<? extends A> items;
    private final A identity;
    private final int groupSize;
    private final TreeMap<Long, @Nullable Object> joined = new TreeMap<>();
    private long groups;
    private boolean last;
    private boolean failed;

    @SuppressWarnings("unchecked") // the notebook's compiler checked it
    Reduction(@Nullable Object owner, Iterator<? extends A> items, A identity, int groupSize) {
        super(owner, all -> all.isEmpty() ? identity : (A) all.getFirst());
        this.items = items;
        this.identity = identity;
        this.groupSize = groupSize;
    }

    @Override
    public boolean await() throws InterruptedException {
        if (items.hasNext()) {
            return true;
        }
        synchronized (this) {
            while (!failed && !last && joined.size() < groups) {
                wait();
            }
            if (failed || last || groups == 0) {
                return false;
            }
            if (groups == 1) {
                put(0, joined.get(0L));
                last = true;
                return false;
            }
            return true;
        }
    }

    @Override
    public boolean more() {
        return false; // each group is a piece of its own, so that none waits for another
    }

    @Override
    public Object next() {
        List<@Nullable Object> group = new ArrayList<>();
        if (!items.hasNext()) {
            synchronized (this) {
                last = true;
                group.addAll(joined.values());
                joined.clear();
                return group.toArray();
            }
        }
        if (groups == 0) {
            group.add(identity);
        }
        while (group.size() < groupSize && items.hasNext()) {
            group.add(items.next());
        }
        synchronized (this) {
            groups++;
        }
        return group.toArray();
    }

    @Override
    public synchronized void succeeded(long index, @Nullable Object value) {
        if (last) {
            put(0, value);
        } else {
            joined.put(index, value);
            notifyAll();
        }
    }

    @Override
    public synchronized void failed(long index, Throwable error) {
        failed = true;
        super.failed(index, error);
        notifyAll();
    }
}
