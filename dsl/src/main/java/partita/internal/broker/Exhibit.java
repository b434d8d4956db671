package partita.internal.broker;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is to be told of one shared object.
 *
 * @param kind what people call it
 * @param id its number at its broker
 * @param state how it is, in a word or two
 * @param size how many items, permits or parties there are; -1 where that makes no sense
 * @param limit how many there can be; -1 where there is no limit
 * @param holders who has it
 * @param waiters who waits for it, the longest first
 */
public record Exhibit(String kind, long id, String state, long size, long limit, List<Who> holders, List<Who> waiters) {
    private static final int NO_FRAME = 0;
    private static final int FRAME = 1;

    /**
     * A thread of a process that holds something or waits for it.
     *
     * @param process the process's name
     * @param pid its id
     * @param thread the thread's number; 0 for any of its threads
     * @param millis for how long
     * @param place where it waits, once it has done so for a moment
     */
    public record Who(
            String process,
            long pid,
            long thread,
            long millis,
            @Nullable StackTraceElement place) {
        static Who waits(Request request) {
            Party party = request.party;
            return new Who(
                    party.client().name, party.client().pid, party.thread(), millisSince(request.since), request.place);
        }

        static Who holds(Party party, long since) {
            return new Who(party.client().name, party.client().pid, party.thread(), millisSince(since), null);
        }

        private static long millisSince(long nanoTime) {
            return (System.nanoTime() - nanoTime) / 1_000_000;
        }

        private void write(DataOutputStream out) throws IOException {
            out.writeUTF(process);
            out.writeLong(pid);
            out.writeLong(thread);
            out.writeLong(millis);
            out.writeByte(place == null ? NO_FRAME : FRAME);
            if (place != null) {
                Frame.write(out, place);
            }
        }

        private static Who read(DataInputStream in) throws IOException {
            return new Who(
                    in.readUTF(),
                    in.readLong(),
                    in.readLong(),
                    in.readLong(),
                    in.readByte() == NO_FRAME ? null : Frame.read(in));
        }
    }

    /** Has neither size nor limit. */
    static Exhibit of(String kind, long id, String state, List<Who> holders, List<Who> waiters) {
        return new Exhibit(kind, id, state, -1, -1, holders, waiters);
    }

    static byte[] pack(List<Exhibit> all) {
        var bytes = new ByteArrayOutputStream();
        try (var out = new DataOutputStream(bytes)) {
            out.writeInt(all.size());
            for (Exhibit one : all) {
                out.writeUTF(one.kind);
                out.writeLong(one.id);
                out.writeUTF(one.state);
                out.writeLong(one.size);
                out.writeLong(one.limit);
                write(out, one.holders);
                write(out, one.waiters);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory failed", e);
        }
        return bytes.toByteArray();
    }

    private static void write(DataOutputStream out, List<Who> all) throws IOException {
        out.writeInt(all.size());
        for (Who who : all) {
            who.write(out);
        }
    }

    /**
     * Unpacks what a broker tells of its objects.
     *
     * @param bytes the payload of its answer
     * @return the objects
     */
    public static List<Exhibit> unpack(byte[] bytes) {
        try (var in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            List<Exhibit> all = new ArrayList<>();
            for (int n = in.readInt(); n > 0; n--) {
                all.add(new Exhibit(
                        in.readUTF(), in.readLong(), in.readUTF(), in.readLong(), in.readLong(), whos(in), whos(in)));
            }
            return all;
        } catch (IOException e) {
            throw new UncheckedIOException("an answer of a broker ends too early, bytes=" + bytes.length, e);
        }
    }

    private static List<Who> whos(DataInputStream in) throws IOException {
        List<Who> all = new ArrayList<>();
        for (int n = in.readInt(); n > 0; n--) {
            all.add(Who.read(in));
        }
        return all;
    }
}
