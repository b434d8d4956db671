package partita.internal.broker;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.lang.foreign.Arena;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A place where a number of parties meet, as the broker sees it. Where its cell lies in lent memory, others come there,
 * and here only to say where they wait. The last to arrive runs the action, in its own process, and then lets the others
 * go. Who gives up, or is killed after it was given the barrier, breaks it: the others would wait for ever.
 */
final class BarrierState extends State {
    /** Who waits here, or runs the action: in which place, its entry in the cell and the meeting that it came to. */
    private record Came(Request request, int place, int entry, long number) {
        Party party() {
            return request.party;
        }
    }

    private final int parties;
    private final boolean action;
    private final Map<Long, Client> clients;
    private final BarrierCell cell;
    private final List<Came> waits = new ArrayList<>();
    /** Those who wait at the cell. */
    private final Line elsewhere = new Line();

    private final Set<Client> known = new HashSet<>();
    /** One of those who came here that runs the action now. */
    private @Nullable Came acting;

    /** The address is empty, or that of a cell that this JVM lends. */
    BarrierState(int parties, boolean action, byte[] address, Map<Long, Client> clients) {
        this.parties = parties;
        this.action = action;
        this.clients = clients;
        var found = Cells.find(new String(address, UTF_8));
        this.cell = new BarrierCell(
                found == null ? Arena.ofAuto().allocate(BarrierCell.bytes(parties), Long.BYTES) : found);
    }

    @Override
    void ask(Request request) {
        switch (request.op) {
            case TAKE -> arrive(request);
            case ATTACH -> {
                known.add(request.party.client());
                request.answer(Reply.DONE);
            }
            case DONE -> {
                if (acting != null && request.party.equals(acting.party())) {
                    var _ = cell.acted(acting.number());
                    endOfAction();
                }
                request.answer(Reply.DONE);
            }
            case ABORT -> {
                breakIt(BarrierCell.Why.ABORTED, request.party);
                request.answer(Reply.DONE);
            }
            case RECOVER -> {
                var _ = cell.reset(request.party.client().number, request.party.thread());
                request.answer(Reply.DONE);
            }
            case WATCH -> {
                request.state = this;
                elsewhere.add(request);
            }
            case LOOK -> request.answer(cell.isBroken() ? broken() : Reply.done(cell.waiting()));
            default -> unknown(request);
        }
        answerAll();
    }

    /** The number of the answer is the index, and the payload is not empty for who is to run the action. */
    private void arrive(Request request) {
        Client client = request.party.client();
        known.add(client);
        while (true) {
            long word = cell.word();
            int entry = cell.enter(client.number, word);
            if (entry == BarrierCell.NO_ENTRY) {
                request.refuse("more threads use the barrier than it was made for, parties=" + parties);
                return;
            }
            BarrierCell.Coming coming = cell.come(word, parties, action);
            var came = new Came(request, BarrierCell.place(word), entry, BarrierCell.number(word));
            if (coming == BarrierCell.Coming.WAITS) {
                request.state = this;
                waits.add(came);
                return;
            }
            if (coming == BarrierCell.Coming.ACTS) {
                acting = came;
                request.answer(new Reply(Outcome.DONE, parties - 1L, new byte[1]));
                return;
            }
            cell.leave(entry);
            switch (coming) {
                case LAST -> request.answer(Reply.done(parties - 1L));
                case BROKEN -> request.answer(broken());
                case FULL -> request.refuse(BarrierCell.tooMany(parties));
                default -> {
                    continue; // others come at the cell meanwhile
                }
            }
            return;
        }
    }

    private Reply broken() {
        BarrierCell.Breaker breaker = cell.breaker();
        Client client = clients.get(breaker.client());
        String who = client == null ? "client=" + breaker.client() : new Party(client, breaker.thread()).toString();
        return Reply.because(
                Outcome.BROKEN,
                switch (breaker.why()) {
                    case GAVE_UP -> "a party gave up waiting: " + who;
                    case ABORTED -> "it was aborted by " + who;
                    case RESET -> "it was reset by " + who;
                    case ENDED ->
                        "a party's process has ended: "
                                + (client == null ? who : "process=" + client.name + " pid=" + client.pid);
                });
    }

    private void breakIt(BarrierCell.Why why, Party by) {
        var _ = cell.breakIt(BarrierCell.number(cell.word()), why, by.client().number, by.thread());
        if (acting != null && by.equals(acting.party())) {
            endOfAction();
        }
    }

    private void endOfAction() {
        if (acting != null) {
            cell.leave(acting.entry());
            acting = null;
        }
    }

    /** Whoever ends a meeting at the cell tells it here, where somebody still waits. */
    private void answerAll() {
        waits.removeIf(came -> {
            boolean open =
                    cell.meeting(came.number(), came.entry()) == BarrierCell.Meeting.OPEN && cell.remote(came.number());
            if (!open) {
                answer(came);
            }
            return !open;
        });
    }

    private void answer(Came came) {
        boolean met = cell.meeting(came.number(), came.entry()) == BarrierCell.Meeting.MET;
        cell.leave(came.entry());
        came.request().answer(met ? Reply.done(came.place()) : broken());
    }

    @Override
    void giveUp(Request request) {
        elsewhere.giveUp(request);
        for (Came came : List.copyOf(waits)) {
            if (came.request() == request && cell.meeting(came.number(), came.entry()) == BarrierCell.Meeting.OPEN) {
                waits.remove(came);
                request.answer(Reply.GIVEN_UP);
                breakIt(BarrierCell.Why.GAVE_UP, came.party());
                cell.leave(came.entry());
            }
        }
        answerAll();
    }

    @Override
    void ended(Client client, boolean killed) {
        elsewhere.forget(client);
        waits.removeIf(came -> came.request().from(client));
        if (acting != null && acting.request().from(client)) {
            acting = null;
        }
        boolean waited = cell.ended(client.number);
        if (waited || (known.contains(client) && killed)) {
            breakIt(BarrierCell.Why.ENDED, new Party(client, 0));
        }
        known.remove(client);
        cell.wake(); // it may have been about to
        answerAll();
    }

    @Override
    Exhibit exhibit(long id) {
        String state = cell.isBroken() ? "broken" : cell.isActing() ? "acting" : "";
        List<Exhibit.Who> waiters = new ArrayList<>(elsewhere.waiters());
        waits.forEach(came -> waiters.add(Exhibit.Who.waits(came.request())));
        return new Exhibit("barrier", id, state, cell.waiting(), parties, List.of(), waiters);
    }
}
