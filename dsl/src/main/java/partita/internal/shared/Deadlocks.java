package partita.internal.shared;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import partita.internal.broker.Exhibit;

/**
 * Threads that wait for each other. One waits in vain if all who hold what it waits for do so too; following any of
 * them from holder to holder comes back to one that was met before, and that is the cycle to name.
 */
final class Deadlocks {
    /** A thread of a process. */
    record Party(long pid, long thread) {}

    /**
     * One of a cycle.
     *
     * @param object what it waits for
     * @param who the thread
     */
    record Link(String object, Exhibit.Who who) {}

    private final Map<Party, Link> waits = new LinkedHashMap<>();
    private final Map<String, List<Party>> holders = new HashMap<>();

    /** Of objects, each with the name under which it is shown. */
    Deadlocks(Map<String, Exhibit> objects) {
        objects.forEach((name, object) -> {
            holders.put(name, object.holders().stream().map(Deadlocks::party).toList());
            object.waiters().forEach(who -> waits.put(party(who), new Link(name, who)));
        });
    }

    private static Party party(Exhibit.Who who) {
        return new Party(who.pid(), who.thread());
    }

    /** The cycles, each once. */
    List<List<Link>> cycles() {
        Set<Party> stuck = stuck();
        Set<Party> told = new HashSet<>();
        List<List<Link>> cycles = new ArrayList<>();
        for (Party party : stuck) {
            List<Link> cycle = cycle(party, told);
            if (!cycle.isEmpty()) {
                cycles.add(cycle);
            }
        }
        return cycles;
    }

    /** Who is left once all are struck out that somebody may let go on. */
    private Set<Party> stuck() {
        Set<Party> stuck = new LinkedHashSet<>(waits.keySet());
        while (stuck.removeIf(party -> !inVain(party, stuck))) {
            continue;
        }
        return stuck;
    }

    private boolean inVain(Party party, Set<Party> stuck) {
        Link link = waits.get(party);
        List<Party> held = link == null ? List.of() : holders.getOrDefault(link.object(), List.of());
        return !held.isEmpty() && stuck.containsAll(held);
    }

    /** Empty where the way leads to one that was told of already. */
    private List<Link> cycle(Party from, Set<Party> told) {
        Map<Party, Link> way = new LinkedHashMap<>();
        Party next = from;
        while (!way.containsKey(next)) {
            Link link = waits.get(next);
            if (link == null || !told.add(next)) {
                return List.of();
            }
            way.put(next, link);
            next = holders.getOrDefault(link.object(), List.of()).getFirst();
        }
        List<Link> cycle = new ArrayList<>();
        boolean within = false;
        for (Map.Entry<Party, Link> step : way.entrySet()) {
            within |= step.getKey().equals(next);
            if (within) {
                cycle.add(step.getValue());
            }
        }
        return cycle;
    }
}
