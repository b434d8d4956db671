package partita.internal.shared;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import partita.api.ClosedException;
import partita.internal.broker.Lent;
import partita.internal.broker.Op;
import partita.internal.broker.Outcome;
import partita.internal.broker.Port;
import partita.internal.broker.Reply;
import partita.internal.broker.Sheaf;
import partita.internal.memory.ContentFile;
import partita.internal.parcel.ContentGoneException;

/** This process's side of the contents that lie beside letters, in files of the broker's. */
final class Enclosures {
    private static final long PART_BYTES = 1 << 20;

    private Enclosures() {}

    /** Writes a content beside a letter; null where the broker is on another machine, or there is no room. */
    static @Nullable String leave(Port port, MemorySegment content) {
        if (!Lent.possible() || !port.near()) {
            return null;
        }
        Reply room = ask(port, Op.ROOM, content.byteSize(), 0, Reply.NOTHING);
        if (room.outcome() != Outcome.DONE) {
            return null;
        }
        Path file = Path.of(room.text());
        String name = String.valueOf(file.getFileName());
        try {
            ContentFile.write(file, content);
            return name;
        } catch (IOException _) {
            drop(port, List.of(name));
            return null; // others were quicker to fill what there was room for; in the letter it needs none
        }
    }

    /** Copies one out. */
    static void copy(Port port, String name, MemorySegment target) {
        if (!port.near() || !read(port, name, target)) {
            fetch(port, name, target);
        }
    }

    /** Whether its file could be read. */
    private static boolean read(Port port, String name, MemorySegment target) {
        Reply where = ask(port, Op.CONTENT, 0, 0, name.getBytes(UTF_8));
        if (where.outcome() != Outcome.DONE) {
            throw new ContentGoneException(name);
        }
        try {
            ContentFile.read(Path.of(where.text()), target);
            return true;
        } catch (NoSuchFileException _) {
            return false; // gone just now; or the broker is in another container
        } catch (IOException e) {
            throw new UncheckedIOException("the content of a large array cannot be read: file=" + where.text(), e);
        }
    }

    /** Has the broker read it. */
    private static void fetch(Port port, String name, MemorySegment target) {
        for (long at = 0; at < target.byteSize(); at += PART_BYTES) {
            long bytes = Math.min(PART_BYTES, target.byteSize() - at);
            Reply part = ask(port, Op.CONTENT_PART, at, bytes, name.getBytes(UTF_8));
            if (part.outcome() == Outcome.NO) {
                throw new ContentGoneException(name);
            }
            if (part.outcome() != Outcome.DONE) {
                throw new ClosedException(
                        "the content of a large array is lost, name=" + name + ": " + part.text(), null);
            }
            MemorySegment.copy(MemorySegment.ofArray(part.payload()), 0, target, at, bytes);
        }
    }

    /** Says that nobody needs them any more. */
    static void drop(Port port, List<String> names) {
        var _ = port.ask(
                0,
                Op.DROP_CONTENTS,
                Proxy.thread(),
                0,
                0,
                Sheaf.pack(names.stream().map(name -> name.getBytes(UTF_8)).toList()));
    }

    private static Reply ask(Port port, Op op, long a, long b, byte[] payload) {
        return Proxy.uninterruptibly(
                port.ask(0, op, Proxy.thread(), a, b, payload).reply());
    }
}
