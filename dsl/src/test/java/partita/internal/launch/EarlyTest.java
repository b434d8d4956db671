package partita.internal.launch;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import partita.function.Call;
import partita.internal.parcel.Packer;
import partita.spi.ClassSource;
import partita.spi.Engine;

/** What those that stand by are told of what ran last. */
class EarlyTest {
    private static Engine.Bundle bundle(Call<?> call) {
        return Packer.single(call, null, new ClassSource() {}).bundle();
    }

    private static Engine.Bundle ran(Early early, Call<?> call) {
        Engine.Bundle bundle = bundle(call);
        early.ran(bundle.hash(), bundle.bytes());
        return bundle;
    }

    @Test
    void read_whatWasSaid_givesEachBundle() throws Exception {
        var early = new Early();
        Engine.Bundle first = ran(early, () -> 1);
        Engine.Bundle second = ran(early, () -> 2);
        Map<String, byte[]> now = early.now();
        Map<String, byte[]> read =
                Early.read(new Orders(Early.orders(now)), new ByteArrayInputStream(Early.bytes(now)));
        assertEquals(List.of(first.hash(), second.hash()), List.copyOf(read.keySet()));
        assertArrayEquals(first.bytes(), read.get(first.hash()));
        assertArrayEquals(second.bytes(), read.get(second.hash()));
    }

    @Test
    void read_nothingRan_isEmpty() throws Exception {
        var orders = new Orders(Early.orders(new Early().now()));
        assertTrue(Early.read(orders, new ByteArrayInputStream(new byte[0])).isEmpty());
    }

    @Test
    void read_ownerEndsWithin_saysSo() {
        var early = new Early();
        ran(early, () -> 1);
        byte[] bytes = Early.bytes(early.now());
        var orders = new Orders(Early.orders(early.now()));
        assertThrows(
                EOFException.class,
                () -> Early.read(orders, new ByteArrayInputStream(Arrays.copyOf(bytes, bytes.length - 1))));
    }

    @Test
    void ran_manyBundles_keepsThoseUsedLast() {
        var early = new Early();
        Engine.Bundle first = ran(early, () -> 1);
        Engine.Bundle second = ran(early, () -> 2);
        ran(early, () -> 3);
        assertTrue(early.knows(first.hash()), "used again");
        ran(early, () -> 4);
        assertTrue(early.knows(first.hash()));
        assertFalse(early.knows(second.hash()));
    }

    @Test
    void ran_lambdaWithValue_isNotKept() {
        var early = new Early();
        List<Integer> captured = List.of(1);
        Engine.Bundle bundle = ran(early, () -> captured.size());
        assertFalse(early.knows(bundle.hash()));
    }
}
