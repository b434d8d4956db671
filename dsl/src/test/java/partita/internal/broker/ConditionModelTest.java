package partita.internal.broker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every order of the steps of a few who wait for a condition and of one who signals, one of whom may die. */
class ConditionModelTest {
    @ParameterizedTest
    @CsvSource({"2,2,0,0", "2,2,1,0", "3,2,1,0", "2,2,1,1", "3,2,1,1"})
    void condition_everyOrderOfSteps_losesNoSignal(int waiters, int signals, int deaths, int givenUp) {
        int states = new ConditionModel(waiters, signals, deaths, givenUp, ConditionModel.Fault.NONE).explore();
        System.out.println("condition model: waiters=" + waiters + " signals=" + signals + " deaths=" + deaths
                + " givenUp=" + givenUp + " states=" + states);
        assertTrue(states > 100, "states=" + states);
    }

    @ParameterizedTest
    @CsvSource({"LEAVES_EARLY,2,1,1,0", "NO_PASSING_ON,2,1,1,0", "NO_SECOND_LOOK,1,1,0,0", "NO_RING_AT_END,2,1,1,0"})
    void model_ofAWrongProtocol_isFoundOut(
            ConditionModel.Fault fault, int waiters, int signals, int deaths, int givenUp) {
        var model = new ConditionModel(waiters, signals, deaths, givenUp, fault);
        assertThrows(AssertionError.class, model::explore);
    }

    private static MemorySegment memory(long bytes) {
        return Arena.ofAuto().allocate(bytes, Long.BYTES);
    }

    @Test
    void cell_signalledOneEnds_saysThatItsSignalIsUnused() {
        var lock = new LockCell(memory(Cells.BYTES));
        var cell = new ConditionCell(memory(ConditionCell.BYTES));
        int first = cell.enter(LockCell.holder(2, 1));
        int second = cell.enter(LockCell.holder(3, 1));
        assertEquals(2, cell.waiting());
        assertTrue(cell.signal(lock));
        assertTrue(cell.signalled(first), "the oldest goes first");
        assertFalse(cell.signalled(second));
        assertEquals(1, cell.ended(2));
        assertTrue(cell.signal(lock));
        assertFalse(cell.giveUp(second, LockCell.holder(3, 1)), "it was signalled already");
        cell.leave(second);
        assertEquals(0, cell.ended(3));
        assertFalse(cell.signal(lock));
        assertEquals(0, cell.waiting());
    }

    @Test
    void cell_moreWaitersThanPlaces_leavesTheRestToTheBroker() {
        var cell = new ConditionCell(memory(ConditionCell.BYTES));
        int waiters = 0;
        while (cell.enter(LockCell.holder(2, waiters)) != ConditionCell.NO_PLACE) {
            waiters++;
        }
        assertEquals(waiters, cell.waiting());
        assertEquals(0, cell.ended(2), "none was signalled");
        assertEquals(0, cell.waiting());
    }
}
