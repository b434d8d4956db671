package partita.internal.broker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The protocol of {@link LockCell} and of who waits for it, step by step: every order of the steps of a few processes,
 * one of which may die or give up after any of them. A sleep in the model ends by a wake-up only, where the real one
 * ends after a while as well, so that no wake-up may be lost. The states are counted: a model that reaches fewer than
 * it should checks nothing.
 */
class LockModelTest {
    /** What a process does next. */
    private enum At {
        BEGIN,
        TICKET,
        LOOK,
        TAKE,
        TAKE_KEPT,
        SLEEP,
        ASLEEP,
        RELEASE,
        RELEASED,
        WAKE,
        GIVING_UP,
        DONE,
        DEAD
    }

    /** What is left for the broker to do once it has learnt of a death. */
    private enum Broker {
        NOTHING,
        FREE,
        COUNT,
        WAKE
    }

    /** One state of all; holder -1 is nobody. */
    private record Model(
            int holder,
            boolean waiters,
            boolean handoff,
            int sequence,
            List<At> at,
            List<Integer> ticket,
            List<Boolean> slept,
            List<Integer> rounds,
            int dead,
            Broker broker,
            int givenUp) {
        static Model begin(int processes, int rounds) {
            return new Model(
                    -1,
                    false,
                    false,
                    0,
                    fill(processes, At.BEGIN),
                    fill(processes, 0),
                    fill(processes, false),
                    fill(processes, rounds),
                    -1,
                    Broker.NOTHING,
                    0);
        }

        private static <T> List<T> fill(int n, T value) {
            return Collections.nCopies(n, value);
        }

        private static <T> List<T> with(List<T> list, int i, T value) {
            var copy = new ArrayList<>(list);
            copy.set(i, value);
            return List.copyOf(copy);
        }

        Model go(int p, At next) {
            return new Model(
                    holder,
                    waiters,
                    handoff,
                    sequence,
                    with(at, p, next),
                    ticket,
                    slept,
                    rounds,
                    dead,
                    broker,
                    givenUp);
        }

        Model word(int newHolder, boolean newWaiters, boolean newHandoff) {
            return new Model(
                    newHolder, newWaiters, newHandoff, sequence, at, ticket, slept, rounds, dead, broker, givenUp);
        }

        Model count() {
            return new Model(holder, waiters, handoff, sequence + 1, at, ticket, slept, rounds, dead, broker, givenUp);
        }

        Model tickets(int p) {
            return new Model(
                    holder,
                    waiters,
                    handoff,
                    sequence,
                    at,
                    with(ticket, p, sequence),
                    slept,
                    rounds,
                    dead,
                    broker,
                    givenUp);
        }

        Model sleeps(int p, boolean has) {
            return new Model(
                    holder, waiters, handoff, sequence, at, ticket, with(slept, p, has), rounds, dead, broker, givenUp);
        }

        Model ends(int p) {
            int left = rounds.get(p) - 1;
            return new Model(
                            holder,
                            waiters,
                            handoff,
                            sequence,
                            at,
                            ticket,
                            with(slept, p, false),
                            with(rounds, p, left),
                            dead,
                            broker,
                            givenUp)
                    .go(p, left == 0 ? At.DONE : At.BEGIN);
        }

        Model dies(int p) {
            return new Model(
                    holder,
                    waiters,
                    handoff,
                    sequence,
                    with(at, p, At.DEAD),
                    ticket,
                    slept,
                    rounds,
                    p,
                    Broker.FREE,
                    givenUp);
        }

        Model broker(Broker next) {
            return new Model(holder, waiters, handoff, sequence, at, ticket, slept, rounds, dead, next, givenUp);
        }

        Model givesUp(int p) {
            return new Model(holder, waiters, handoff, sequence, at, ticket, slept, rounds, dead, broker, givenUp + 1)
                    .go(p, At.GIVING_UP);
        }

        /** Those in between taking and giving back. */
        long inside() {
            return at.stream().filter(a -> a == At.RELEASE).count();
        }
    }

    /**
     * The steps that there are.
     *
     * @param maxDeaths how many may die
     * @param maxGivenUp how many may give up waiting
     * @param broken whether who found it free and did not get it sleeps without having said so
     */
    private record Protocol(int maxDeaths, int maxGivenUp, boolean broken) {
        private List<Model> next(Model m) {
            List<Model> all = new ArrayList<>();
            for (int p = 0; p < m.at().size(); p++) {
                step(m, p, all);
                At at = m.at().get(p);
                if (m.dead() < 0 && maxDeaths > 0 && at != At.DONE) {
                    all.add(m.dies(p));
                }
                if (m.givenUp() < maxGivenUp && (at == At.LOOK || at == At.TICKET || at == At.SLEEP)) {
                    all.add(m.givesUp(p));
                }
            }
            switch (m.broker()) {
                case NOTHING -> {}
                case FREE ->
                    all.add((m.holder() == m.dead() ? m.word(-1, false, m.handoff()) : m).broker(Broker.COUNT));
                case COUNT -> all.add(m.count().broker(Broker.WAKE));
                case WAKE -> {
                    Model woken = m.broker(Broker.NOTHING);
                    for (int q = 0; q < m.at().size(); q++) {
                        woken = m.at().get(q) == At.ASLEEP ? woken.go(q, At.TICKET) : woken;
                    }
                    all.add(woken);
                }
            }
            return all;
        }

        private void step(Model m, int p, List<Model> all) {
            switch (m.at().get(p)) {
                case BEGIN -> {
                    boolean free = m.holder() < 0 && !m.handoff();
                    all.add(free ? m.word(p, m.waiters(), false).go(p, At.RELEASE) : m.go(p, At.TICKET));
                }
                case TICKET -> all.add(m.tickets(p).go(p, At.LOOK));
                case LOOK -> look(m, p, all);
                case TAKE, TAKE_KEPT -> {
                    boolean flag = m.waiters() || m.slept().get(p);
                    boolean taken = m.holder() < 0;
                    At else_ = broken ? At.SLEEP : At.TICKET;
                    all.add(taken ? m.word(p, flag, false).go(p, At.RELEASE) : m.go(p, else_));
                }
                case SLEEP -> {
                    Model slept = m.sleeps(p, true);
                    all.add(m.sequence() == m.ticket().get(p) ? slept.go(p, At.ASLEEP) : slept.go(p, At.TICKET));
                }
                case RELEASE -> {
                    assertEquals(p, m.holder(), "who is inside holds it");
                    Model free = m.word(-1, false, m.handoff());
                    all.add(m.waiters() ? free.go(p, At.RELEASED) : free.ends(p));
                }
                case RELEASED -> all.add(m.count().go(p, At.WAKE));
                case WAKE -> wakeOne(m, all, woken -> woken.ends(p));
                case GIVING_UP -> {
                    if (!m.slept().get(p)) {
                        all.add(m.ends(p));
                    } else if (m.holder() >= 0) {
                        all.add(m.word(m.holder(), true, m.handoff()).ends(p));
                    } else {
                        all.add(m.go(p, At.RELEASED));
                    }
                }
                case ASLEEP, DONE, DEAD -> {}
            }
        }

        private static void look(Model m, int p, List<Model> all) {
            if (m.holder() < 0 && m.handoff()) {
                all.add(m.go(p, At.TAKE_KEPT)); // after a while, or at once if it has slept
                if (!m.slept().get(p)) {
                    all.add(m.go(p, At.TICKET));
                }
            } else if (m.holder() < 0) {
                all.add(m.go(p, At.TAKE));
            } else {
                all.add(m.word(m.holder(), true, m.handoff()).go(p, At.SLEEP));
                all.add(m.word(m.holder(), true, true).go(p, At.SLEEP)); // it has waited long
            }
        }

        private static void wakeOne(Model m, List<Model> all, UnaryOperator<Model> then) {
            boolean any = false;
            for (int q = 0; q < m.at().size(); q++) {
                if (m.at().get(q) == At.ASLEEP) {
                    all.add(then.apply(m.go(q, At.TICKET)));
                    any = true;
                }
            }
            if (!any) {
                all.add(then.apply(m));
            }
        }

        /** How many states there are; each keeps the promises, or this fails. */
        int explore(int processes, int rounds) {
            Set<Model> seen = new HashSet<>();
            Deque<Model> open = new ArrayDeque<>();
            open.add(Model.begin(processes, rounds));
            while (!open.isEmpty()) {
                Model m = open.pop();
                if (!seen.add(m)) {
                    continue;
                }
                assertTrue(m.inside() <= 1, () -> "two are inside: " + m);
                List<Model> next = next(m);
                if (next.isEmpty()) {
                    assertTrue(
                            m.at().stream().allMatch(at -> at == At.DONE || at == At.DEAD),
                            () -> "somebody waits for ever: " + m);
                    assertTrue(m.holder() < 0, () -> "nobody is left and it is held: " + m);
                }
                open.addAll(next);
            }
            return seen.size();
        }
    }

    @ParameterizedTest
    @CsvSource({"2,2,0,0", "3,1,0,0", "2,2,1,0", "3,1,1,0", "2,2,0,1", "3,1,0,1", "3,1,1,1"})
    void lock_everyOrderOfSteps_excludesAndWakes(int processes, int rounds, int deaths, int givenUp) {
        int states = new Protocol(deaths, givenUp, false).explore(processes, rounds);
        System.out.println("lock model: " + Arrays.asList(processes, rounds, deaths, givenUp) + " states=" + states);
        assertTrue(states > 100, "states=" + states);
    }

    @Test
    void model_ofAProtocolThatLosesAWakeUp_isFoundOut() {
        var e = assertThrows(AssertionError.class, () -> new Protocol(0, 0, true).explore(3, 2));
        assertTrue(e.getMessage().contains("waits for ever"), e::getMessage);
    }
}
