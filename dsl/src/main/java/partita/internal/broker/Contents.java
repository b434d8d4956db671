package partita.internal.broker;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import partita.internal.launch.RunFolder;
import partita.internal.memory.ContentFile;
import partita.internal.parcel.Letters;

/**
 * The large contents that lie beside the letters of queues and pipes, in files of this JVM's run: who packs a letter
 * writes them, who unpacks it reads and removes them, and this broker moves names. Each belongs to the process that got
 * room for it until its letter was put, and to the one that was given the letter from then on; when that process ends,
 * it is removed. Guarded by the broker's lock.
 */
final class Contents {
    private static final String PREFIX = "content-";
    /** Brokers of one JVM share its folder. */
    private static final AtomicLong COUNT = new AtomicLong();

    private static final class Content {
        final Path file;
        /** Null while its letter is in a queue or pipe. */
        @Nullable
        Client owner;

        Content(Path file, Client owner) {
            this.file = file;
            this.owner = owner;
        }
    }

    private final Map<String, Content> all = new HashMap<>();

    /**
     * Makes room for a content: in memory, or on a disk where that is full.
     *
     * @return where to write it, its name last
     */
    @Nullable
    Path room(Client owner, long bytes) {
        Path folder = enter(RunFolder::enterMemory, bytes);
        folder = folder == null ? enter(RunFolder::enter, bytes) : folder;
        if (folder == null) {
            return null; // the content then stands in its letter
        }
        String name = PREFIX + COUNT.incrementAndGet() + "-" + bytes;
        Path file = folder.resolve(name);
        all.put(name, new Content(file, owner));
        return file;
    }

    private interface Entrance {
        Path enter() throws IOException;
    }

    /** Begins to use a folder; null if it cannot be had, or has no room. */
    private static @Nullable Path enter(Entrance entrance, long bytes) {
        try {
            Path folder = entrance.enter();
            boolean room = false;
            try {
                room = Files.getFileStore(folder).getUsableSpace() >= bytes;
            } finally {
                if (!room) {
                    RunFolder.leave();
                }
            }
            return room ? folder : null;
        } catch (IOException _) {
            return null;
        }
    }

    /** Where a content lies; null if it is there no more. */
    @Nullable
    Path file(String name) {
        Content content = all.get(name);
        return content == null ? null : content.file;
    }

    /** How many bytes a letter takes with what lies beside it. */
    static long weight(byte[] letter, int lettersAt) {
        long bytes = letter.length;
        for (String name : Letters.enclosed(letter, lettersAt)) {
            bytes += Long.parseLong(name.substring(name.lastIndexOf('-') + 1));
        }
        return bytes;
    }

    /** A part of a content, for who cannot read its file; null if it is there no more. */
    byte @Nullable [] part(String name, long at, int bytes) {
        Path file = file(name);
        if (file == null) {
            return null;
        }
        byte[] part = new byte[bytes];
        try {
            ContentFile.read(file, at, MemorySegment.ofArray(part));
            return part;
        } catch (NoSuchFileException _) {
            return null; // whoever has the letter has just read it
        } catch (IOException e) {
            throw new UncheckedIOException("the content of a large array cannot be read: file=" + file, e);
        }
    }

    /** A request that may have brought a letter, or asked for one, is answered. */
    void answered(Request request, int lettersAt, Reply reply) {
        boolean done = reply.outcome() == Outcome.DONE;
        Client client = request.party.client();
        switch (request.op) {
            case PUT, TRY_PUT, POST -> {
                List<String> names = Letters.enclosed(request.payload, lettersAt);
                if (done) {
                    names.forEach(name -> pass(name, client, null));
                } else {
                    remove(names);
                }
            }
            case GIVE_BACK -> Letters.enclosed(request.payload, lettersAt).forEach(name -> pass(name, client, null));
            case TAKE, TRY_TAKE -> {
                if (done) {
                    Letters.enclosed(reply.payload(), lettersAt).forEach(name -> pass(name, null, client));
                }
            }
            default -> {}
        }
    }

    /** One that was on its way did not arrive, and is in its queue again. */
    void returned(byte[] letter, Client from) {
        Letters.enclosed(letter, 0).forEach(name -> pass(name, from, null));
    }

    private void pass(String name, @Nullable Client from, @Nullable Client to) {
        Content content = all.get(name);
        if (content != null && content.owner == from) {
            content.owner = to;
        }
    }

    /** Nobody will read letters that were put. */
    void lost(List<byte[]> letters, int lettersAt) {
        letters.forEach(letter -> remove(Letters.enclosed(letter, lettersAt)));
    }

    /** A process has ended. */
    void ended(Client client) {
        remove(all.entrySet().stream()
                .filter(entry -> entry.getValue().owner == client)
                .map(Map.Entry::getKey)
                .toList());
    }

    /** At the end of the broker, after which this JVM may end too. */
    void removeAll() {
        List<Content> left = List.copyOf(all.values());
        all.clear();
        left.forEach(content -> delete(content.file));
    }

    /** Lets contents go; not on this thread, since to give back a gigabyte takes a tenth of a second. */
    void remove(List<String> names) {
        for (String name : names) {
            Content content = all.remove(name);
            if (content != null) {
                Thread.startVirtualThread(() -> delete(content.file));
            }
        }
    }

    private static void delete(Path file) {
        try {
            try {
                Files.deleteIfExists(file);
            } finally {
                RunFolder.leave();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the content of a large array cannot be removed: file=" + file, e);
        }
    }
}
