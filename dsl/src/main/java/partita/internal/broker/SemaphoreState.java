package partita.internal.broker;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.lang.foreign.Arena;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Permits as the broker sees them: for those who ask here, in their order. Where its cell lies in lent memory, other
 * processes take and give back there, and come here only to say where they wait. Which thread took how many is known,
 * here or there, so that those of a process that was killed come back; who takes the first of them is told.
 */
final class SemaphoreState extends State {
    /** What a thread took, and since when it has any. */
    private record Taken(long permits, long since) {
        Taken plus(Taken more) {
            return new Taken(permits + more.permits, since);
        }
    }

    private final Line line = new Line();
    /** Those who wait at the cell. */
    private final Line elsewhere = new Line();

    private final Map<Long, Client> clients;
    private final Map<Party, Taken> taken = new LinkedHashMap<>();
    private final SemaphoreCell cell;

    /** The address is empty, or that of a cell that this JVM lends. */
    SemaphoreState(long permits, boolean bounded, byte[] address, Map<Long, Client> clients) {
        var found = Cells.find(new String(address, UTF_8));
        this.cell = new SemaphoreCell(found == null ? Arena.ofAuto().allocate(SemaphoreCell.BYTES, Long.BYTES) : found);
        this.clients = clients;
        cell.begin(permits, bounded ? permits : SemaphoreCell.MOST);
    }

    @Override
    void ask(Request request) {
        switch (request.op) {
            case TAKE -> {
                request.state = this;
                line.add(request);
                grant();
            }
            case TRY_TAKE -> {
                if (cell.tryTakeAtBroker()) {
                    grant(request);
                    grant();
                } else {
                    request.answer(Reply.NO);
                }
            }
            case GIVE_BACK -> release(request);
            case DONE -> {
                grant();
                request.answer(Reply.DONE);
            }
            case WATCH -> {
                request.state = this;
                elsewhere.add(request);
            }
            case LOOK -> request.answer(Reply.done(cell.permits()));
            default -> unknown(request);
        }
    }

    private void release(Request request) {
        Party whose = whose(request.party);
        if (!cell.releaseAtBroker(request.party.client().number, request.party.thread(), whose != null)) {
            request.refuse(cell.tooMany());
            return;
        }
        if (whose != null) {
            taken.computeIfPresent(whose, (_, had) -> had.permits == 1 ? null : new Taken(had.permits - 1, had.since));
        }
        grant();
        request.answer(Reply.DONE);
    }

    /**
     * By any thread of any process: where this one has none, another's permit is what comes back; null where that is
     * none that was taken here.
     */
    private @Nullable Party whose(Party releasing) {
        if (taken.containsKey(releasing)) {
            return releasing;
        }
        return taken.keySet().stream()
                .filter(party -> party.client() == releasing.client())
                .findFirst()
                .orElseGet(() -> taken.isEmpty() || cell.hasTaken()
                        ? null
                        : taken.keySet().iterator().next());
    }

    /** To those who wait here, in their order; where there are too few, who gives one back says so here. */
    private void grant() {
        for (Request next = line.peek(); next != null; next = line.peek()) {
            if (cell.tryTakeAtBroker()) {
                line.remove(next);
                grant(next);
            } else if (cell.flag(SemaphoreCell.REMOTE | SemaphoreCell.HANDOFF)) {
                return;
            }
        }
        cell.forgetRemote();
    }

    private void grant(Request request) {
        taken.merge(request.party, new Taken(1, System.nanoTime()), Taken::plus);
        Client before = clients.get(cell.news());
        request.answer(Reply.done(before == null ? Reply.NOTHING : Ends.pack(new Party(before, 0))));
    }

    @Override
    void giveUp(Request request) {
        elsewhere.giveUp(request);
        line.giveUp(request);
    }

    @Override
    void ended(Client client, boolean killed) {
        line.forget(client);
        elsewhere.forget(client);
        for (Iterator<Map.Entry<Party, Taken>> all = taken.entrySet().iterator(); all.hasNext(); ) {
            Map.Entry<Party, Taken> entry = all.next();
            if (entry.getKey().client() == client) {
                all.remove();
                comesBack(client, entry.getValue().permits(), killed);
            }
        }
        cell.ended(client.number, killed);
        grant();
    }

    private void comesBack(Client client, long permits, boolean killed) {
        if (killed) {
            cell.abandoned(client.number);
        }
        for (long i = 0; i < permits; i++) {
            if (!killed || !cell.releaseAtBroker(client.number, 0, true)) {
                cell.forgetAtBroker();
            }
        }
    }

    @Override
    Exhibit exhibit(long id) {
        Set<Party> met = new HashSet<>();
        List<Exhibit.Who> holders = new ArrayList<>();
        taken.forEach((party, its) -> {
            met.add(party);
            holders.add(Exhibit.Who.holds(party, its.since()));
        });
        for (SemaphoreCell.Taken one : cell.taken()) {
            Client client = clients.get(one.client());
            Party party = client == null ? null : new Party(client, one.thread());
            if (party != null && met.add(party)) {
                holders.add(Exhibit.Who.holds(party, one.since()));
            }
        }
        List<Exhibit.Who> waiters = new ArrayList<>(elsewhere.waiters());
        waiters.addAll(line.waiters());
        long limit = cell.limit();
        return new Exhibit(
                "semaphore", id, "", cell.permits(), limit == SemaphoreCell.MOST ? -1 : limit, holders, waiters);
    }
}
