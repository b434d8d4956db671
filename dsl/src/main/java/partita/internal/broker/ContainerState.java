package partita.internal.broker;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import partita.internal.parcel.Tool;

/**
 * A collection or service. Calls come one after the other. Those that run code of users (functions, or methods of keys
 * that are no plain values) run on a thread of their own, outside the broker's lock; while one runs, others wait in
 * line. So each call is one step, and slow or endless code holds up this object alone.
 */
abstract class ContainerState extends State {
    /** Which object's call a thread runs. */
    private static final Map<Long, ContainerState> RUNNERS = new ConcurrentHashMap<>();

    final Crew crew;
    private final ArrayDeque<Request> waiting = new ArrayDeque<>();
    /** What runs on a thread of its own; the content is that thread's as long as it does. */
    private @Nullable Request running;

    private @Nullable Thread runner;
    /** Where the call that runs waits itself. */
    private @Nullable ContainerState waitsFor;

    ContainerState(Crew crew) {
        this.crew = crew;
    }

    /** Whether a call runs no code of users. */
    abstract boolean quick(Verb verb, Request request);

    /** Does a call; alone. */
    abstract Reply call(Verb verb, Request request) throws Exception;

    @Override
    final void ask(Request request) {
        if (request.op != Op.CALL) {
            unknown(request);
            return;
        }
        Verb verb = Verb.of(request.a);
        if (running == null && quick(verb, request)) {
            request.answer(reply(verb, request));
            return;
        }
        ContainerState caller = request.from(crew.self) ? RUNNERS.get(request.party.thread()) : null;
        if (caller != null) {
            for (ContainerState next = this; next != null; next = next.waitsFor) {
                if (next == caller) {
                    request.refuse("a function that runs for this object asks it for something, and would wait for"
                            + " itself for ever: let the function use its arguments only");
                    return;
                }
            }
            caller.waitsFor = this;
        }
        request.state = this;
        waiting.add(request);
        if (running == null) {
            begin();
        }
    }

    /** Under the broker's lock. */
    private void begin() {
        running = waiting.poll();
        if (running != null) {
            crew.run(this::work);
        }
    }

    private void work() {
        Thread self = Thread.currentThread();
        RUNNERS.put(self.threadId(), this);
        try {
            Request next;
            crew.lock.lock();
            try {
                next = running;
                runner = self;
            } finally {
                crew.lock.unlock();
            }
            while (next != null) {
                next = settle(next, reply(Verb.of(next.a), next));
            }
        } finally {
            RUNNERS.remove(self.threadId());
            self.setContextClassLoader(null);
        }
    }

    /** Answers, and takes the next call. */
    private @Nullable Request settle(Request done, Reply reply) {
        crew.lock.lock();
        try {
            var _ = Thread.interrupted(); // meant for the call that has ended
            waitsFor = null;
            done.answer(reply);
            running = waiting.poll();
            if (running == null) {
                runner = null;
            }
            return running;
        } finally {
            crew.lock.unlock();
        }
    }

    private Reply reply(Verb verb, Request request) {
        try {
            return call(verb, request);
        } catch (Lacking e) {
            return Reply.because(Outcome.LACKING, e.hash);
        } catch (IndexOutOfBoundsException e) {
            return Reply.because(Outcome.OUT_OF_BOUNDS, String.valueOf(e.getMessage()));
        } catch (Thrown e) {
            return new Reply(Outcome.FAILED, 0, e.failure);
        } catch (IllegalStateException e) {
            return Reply.because(Outcome.REFUSED, String.valueOf(e.getMessage()));
        } catch (Throwable e) { // whatever it is, it is the caller's to know; others go on
            return new Reply(Outcome.FAILED, 0, crew.workshop.failure(e));
        }
    }

    /** The bundle of a function is not here. */
    private static final class Lacking extends Exception {
        private static final long serialVersionUID = 1;
        final String hash;

        Lacking(String hash) {
            super(hash, null, false, false);
            this.hash = hash;
        }
    }

    /** The user's function threw. */
    private static final class Thrown extends Exception {
        private static final long serialVersionUID = 1;
        final transient byte[] failure;

        Thrown(byte[] failure) {
            super("", null, false, false);
            this.failure = failure;
        }
    }

    /** Code of the user's. */
    interface Work<T extends @Nullable Object> {
        T run() throws Throwable;
    }

    final Tool tool(byte[] hash) throws Exception {
        String name = new String(hash, StandardCharsets.US_ASCII);
        Tool tool = crew.workshop.tool(name);
        if (tool == null) {
            throw new Lacking(name);
        }
        return tool;
    }

    /** Runs the user's code; what it throws goes to the caller as it is. */
    static <T extends @Nullable Object> T guarded(Tool tool, Work<T> work) throws Exception {
        Thread.currentThread().setContextClassLoader(tool.loader());
        try {
            return work.run();
        } catch (Throwable e) {
            throw new Thrown(tool.failure(e));
        }
    }

    /** A value as the function's code sees it. */
    final @Nullable Object value(Tool tool, byte @Nullable [] packed) {
        if (packed == null) {
            return null;
        }
        return Atoms.is(packed) ? Atoms.unpack(packed) : Nearby.with(crew.port, () -> tool.read(tail(packed)));
    }

    /** What the function's code gave. */
    final byte[] pack(Tool tool, @Nullable Object value) {
        return pack(tool, value, true);
    }

    final byte[] pack(Tool tool, @Nullable Object value, boolean kept) {
        byte[] atom = Atoms.pack(value);
        if (atom != null) {
            return atom;
        }
        byte[] letter = Nearby.with(crew.port, () -> tool.write("the value", value, kept));
        byte[] all = new byte[letter.length + 1];
        all[0] = Numbers.OTHER;
        System.arraycopy(letter, 0, all, 1, letter.length);
        return all;
    }

    /** A value that can be compared with others. */
    final @Nullable Object comparable(byte[] packed) {
        return Atoms.is(packed) ? Atoms.unpack(packed) : Nearby.with(crew.port, () -> crew.workshop.read(tail(packed)));
    }

    final boolean same(byte[] one, byte[] other) {
        if (Atoms.is(one) || Atoms.is(other)) {
            return Arrays.equals(one, other);
        }
        return Objects.equals(comparable(one), comparable(other));
    }

    private static byte[] tail(byte[] packed) {
        return Arrays.copyOfRange(packed, 1, packed.length);
    }

    static boolean atoms(Iterable<byte[]> all) {
        for (byte[] one : all) {
            if (!Atoms.is(one)) {
                return false;
            }
        }
        return true;
    }

    @Override
    final void giveUp(Request request) {
        if (request == running) {
            if (runner != null) {
                runner.interrupt();
            }
        } else if (waiting.remove(request)) {
            request.answer(Reply.GIVEN_UP);
        }
    }

    @Override
    void ended(Client client, boolean killed) {
        waiting.removeIf(request -> request.from(client)); // what runs is done to its end
    }

    /** Nobody holds one, and calls wait only for those before them. */
    @Override
    final @Nullable Exhibit exhibit(long id) {
        return null;
    }
}
