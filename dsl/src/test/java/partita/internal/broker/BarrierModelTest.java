package partita.internal.broker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.Arena;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import partita.internal.broker.BarrierCell.Coming;
import partita.internal.broker.BarrierCell.Meeting;
import partita.internal.broker.BarrierCell.Why;

/** Every order of the steps of those who meet at a barrier, who may die, give up or reset it meanwhile. */
class BarrierModelTest {
    private static final long ME = 7;

    @ParameterizedTest
    @CsvSource({
        "2,2,2,false,false,false,false,false",
        "2,2,2,true,true,true,false,false",
        "2,2,2,false,true,false,false,false",
        "2,3,1,false,true,false,false,false",
        "2,3,1,false,true,true,true,false",
        "3,3,1,false,true,false,true,false",
        "3,3,1,true,true,true,true,false",
        "3,2,1,false,true,false,false,false",
        "3,2,1,true,false,false,true,false",
        "2,2,2,false,false,false,true,true",
        "3,2,1,true,true,false,false,true",
        "3,2,1,false,false,false,false,true"
    })
    void barrier_everyOrderOfSteps_letsAllGoOrBreaks(
            int threads,
            int parties,
            int rounds,
            boolean action,
            boolean dies,
            boolean killed,
            boolean givesUp,
            boolean resets) {
        var model = new BarrierModel(threads, parties, rounds, action, dies, killed, givesUp, resets, null);
        int states = model.explore();
        System.out.println("barrier " + model + " states=" + states);
        assertTrue(states > 100, "states=" + states);
    }

    @ParameterizedTest
    @EnumSource(BarrierModel.Fault.class)
    void model_ofAWrongProtocol_isFoundOut(BarrierModel.Fault fault) {
        BarrierModel model =
                switch (fault) {
                    case NOTED_LATE, NO_BREAK_AT_END ->
                        new BarrierModel(2, 3, 1, false, true, false, false, false, fault);
                    case UNSAID_RESET, RESET_IN_TWO_STEPS, NO_MARK ->
                        new BarrierModel(3, 2, 2, false, false, false, false, true, fault);
                    case BREAKS_ANY -> new BarrierModel(2, 2, 2, false, false, false, true, false, fault);
                    case UNSAID, LATE_TICKET, NO_WAKE_AT_END ->
                        new BarrierModel(2, 2, 2, false, true, false, false, false, fault);
                };
        assertThrows(AssertionError.class, model::explore);
    }

    private static BarrierCell cell() {
        return new BarrierCell(Arena.ofAuto().allocate(BarrierCell.BYTES, Long.BYTES));
    }

    private static int come(BarrierCell cell, long client, int parties, boolean action, Coming expected) {
        long word = cell.word();
        int entry = cell.enter(client, word);
        assertEquals(expected, cell.come(word, parties, action));
        return entry;
    }

    @Test
    void cell_allCome_meetsAndBeginsAnew() {
        BarrierCell cell = cell();
        long first = BarrierCell.number(cell.word());
        int entry = come(cell, ME, 2, false, Coming.WAITS);
        assertEquals(Meeting.OPEN, cell.meeting(first, entry));
        assertEquals(1, cell.waiting());
        cell.leave(come(cell, ME + 1, 2, false, Coming.LAST));
        assertEquals(Meeting.MET, cell.meeting(first, entry));
        assertEquals(0, cell.waiting());
        assertFalse(cell.ended(ME), "its meeting is over");
    }

    @Test
    void cell_action_holdsTheOthersUntilItIsDone() {
        BarrierCell cell = cell();
        long first = BarrierCell.number(cell.word());
        int entry = come(cell, ME, 2, true, Coming.WAITS);
        int actor = come(cell, ME + 1, 2, true, Coming.ACTS);
        cell.leave(come(cell, ME + 2, 2, true, Coming.FULL));
        assertEquals(Meeting.OPEN, cell.meeting(first, entry));
        assertTrue(cell.remote(first));
        assertTrue(cell.acted(first), "somebody waits at the broker");
        assertEquals(Meeting.MET, cell.meeting(first, actor));
    }

    @Test
    void cell_partyEnds_isFoundAndNamed() {
        BarrierCell cell = cell();
        long first = BarrierCell.number(cell.word());
        int entry = come(cell, ME, 3, false, Coming.WAITS);
        var _ = come(cell, ME + 1, 3, false, Coming.WAITS);
        assertFalse(cell.ended(ME + 2));
        assertTrue(cell.ended(ME + 1));
        var _ = cell.breakIt(first, Why.ENDED, ME + 1, 5);
        assertEquals(Meeting.BROKEN, cell.meeting(first, entry));
        assertEquals(new BarrierCell.Breaker(Why.ENDED, ME + 1, 5), cell.breaker());
        cell.leave(come(cell, ME, 3, false, Coming.BROKEN));
    }

    @Test
    void cell_resetBeforeOneLooks_isBrokenForThatOne() {
        BarrierCell cell = cell();
        long first = BarrierCell.number(cell.word());
        int entry = come(cell, ME, 2, false, Coming.WAITS);
        var _ = cell.reset(ME + 1, 1);
        assertFalse(cell.isBroken());
        cell.leave(come(cell, ME + 1, 2, false, Coming.WAITS));
        cell.leave(come(cell, ME + 2, 2, false, Coming.LAST));
        assertEquals(Meeting.BROKEN, cell.meeting(first, entry), "its own was broken, whatever came after");
    }

    @Test
    void cell_fullOfThoseWhoLeave_hasNoEntry() {
        BarrierCell cell = cell();
        for (int i = 0; i < 2 * BarrierCell.MOST_PARTIES; i++) {
            assertTrue(cell.enter(ME, 0) != BarrierCell.NO_ENTRY);
        }
        assertEquals(BarrierCell.NO_ENTRY, cell.enter(ME, 0));
        assertTrue(cell.ended(ME));
        assertEquals(0, cell.enter(ME, 0));
    }
}
