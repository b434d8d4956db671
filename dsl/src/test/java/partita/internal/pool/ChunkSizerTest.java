package partita.internal.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class ChunkSizerTest {
    private static void run(ChunkSizer sizer, int items, long nanos) {
        for (int i = 0; i < items; i++) {
            sizer.measured(nanos, 1);
        }
        sizer.pieceEnded();
    }

    @Test
    void next_fixedSize_staysSo() {
        var sizer = new ChunkSizer(OptionalInt.of(7), 100, 2, new ItemTime());
        run(sizer, 7, 1);
        assertEquals(7, sizer.next());
    }

    @Test
    void next_slowItems_staysOne() {
        var sizer = new ChunkSizer(OptionalInt.empty(), -1, 2, new ItemTime());
        run(sizer, sizer.next(), 20_000_000);
        assertEquals(1, sizer.next());
    }

    @Test
    void next_quickItems_growsAtMostFourfoldAtATime() {
        var sizer = new ChunkSizer(OptionalInt.empty(), -1, 2, new ItemTime());
        int before = sizer.next();
        assertEquals(1, before);
        for (int i = 0; i < 6; i++) {
            run(sizer, before, 1000);
            int now = sizer.next();
            assertTrue(now > before && now <= 4 * before, "size=" + now);
            before = now;
        }
    }

    @Test
    void next_itemsBecomeSlow_shrinks() {
        var sizer = new ChunkSizer(OptionalInt.empty(), -1, 2, new ItemTime());
        for (int i = 0; i < 6; i++) {
            run(sizer, 10, 1000);
        }
        int large = sizer.next();
        run(sizer, 10, 10_000_000);
        assertTrue(sizer.next() < large / 10);
    }

    @Test
    void next_nearTheEnd_sharesOutWhatIsLeft() {
        var sizer = new ChunkSizer(OptionalInt.empty(), 60, 2, new ItemTime());
        for (int i = 0; i < 6; i++) {
            run(sizer, 10, 10);
        }
        assertEquals(10, sizer.next());
        assertTrue(sizer.next() < 10);
    }

    @Test
    void next_functionKnownAsQuick_beginsWithAQuarterOfAPiece() {
        var known = new ItemTime();
        known.is(10_000);
        assertEquals(125, new ChunkSizer(OptionalInt.empty(), 100_000, 2, known).next());
    }

    @Test
    void next_functionKnownButNotHowManyItems_beginsWithOne() {
        var known = new ItemTime();
        known.is(10_000);
        assertEquals(1, new ChunkSizer(OptionalInt.empty(), -1, 2, known).next());
    }

    @Test
    void pieceEnded_toldToTheNextJob() {
        var known = new ItemTime();
        run(new ChunkSizer(OptionalInt.empty(), 100, 2, known), 10, 1_000);
        assertEquals(1_000, known.nanos());
    }
}
