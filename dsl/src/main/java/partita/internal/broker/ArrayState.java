package partita.internal.broker;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.nio.ByteBuffer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Numbers, for those who cannot reach the memory that they lie in, or where they lie in none. */
final class ArrayState extends State {
    private final Supplier<NumbersAt> source;
    private @Nullable NumbersAt numbers;

    private ArrayState(Supplier<NumbersAt> source) {
        this.source = source;
    }

    /** The content, big-endian, behind its type. */
    static ArrayState kept(byte[] content) {
        byte type = content[0];
        int length = (content.length - 1) / NumbersAt.width(type);
        long words = NumbersAt.bytes(type, length) / Long.BYTES;
        var numbers = new NumbersAt(Arena.ofAuto().allocate(words * Long.BYTES, Long.BYTES), type, length);
        numbers.putBigEndian(ByteBuffer.wrap(content, 1, content.length - 1).slice());
        return new ArrayState(() -> numbers);
    }

    /** The address of their memory, behind their type; mapped once somebody asks. */
    static ArrayState lent(int length, byte[] typeAndAddress) {
        String address = new String(typeAndAddress, 1, typeAndAddress.length - 1, UTF_8);
        return new ArrayState(() -> {
            try {
                return new NumbersAt(Lent.borrow(address), typeAndAddress[0], length);
            } catch (IOException e) {
                throw new UncheckedIOException("an array's memory cannot be mapped", e);
            }
        });
    }

    @Override
    void ask(Request request) {
        if (numbers == null) {
            numbers = source.get();
        }
        NumbersAt all = numbers;
        switch (request.op) {
            case LOOK -> request.answer(Reply.done(all.get(request.a)));
            case SET -> {
                all.set(request.a, request.b);
                request.answer(Reply.DONE);
            }
            case ADD -> request.answer(Reply.done(all.add(request.a, request.b)));
            case CLEAR -> {
                all.fill(request.b);
                request.answer(Reply.DONE);
            }
            case ALL -> request.answer(Reply.done(all.bigEndian()));
            default -> unknown(request);
        }
    }

    @Override
    void giveUp(Request request) {
        // nothing here waits
    }

    @Override
    void ended(Client client, boolean killed) {
        // nobody holds a number
    }

    @Override
    @Nullable
    Exhibit exhibit(long id) {
        return null;
    }
}
