package partita.internal.broker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.Arena;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Every order of the steps of a few processes that use a semaphore, one of which may die or give up after any of them. At
 * any moment the permits that are there and those that somebody has are as many as there were. A sleep in the model ends
 * by a wake-up only, where the real one ends after a while as well. The states are counted: a model that reaches fewer
 * than it should checks nothing.
 */
class SemaphoreModelTest {
    private static int explore(String programs, int permits, int deaths, int givenUp, SemaphoreModel.Fault fault) {
        return new SemaphoreModel(programs, permits, deaths, givenUp, fault).explore();
    }

    /** A program is a row of A for acquire and R for release. */
    @ParameterizedTest
    @CsvSource({"ARAR/ARAR,1,0,0", "ARAR/AR,1,1,0", "AR/AR/AR,1,0,0", "A/A/RR,0,1,0", "A/A/RR,0,0,1", "AR/AR,1,1,1"})
    void semaphore_everyOrderOfSteps_losesNoPermitAndWakes(String programs, int permits, int deaths, int givenUp) {
        int states = explore(programs, permits, deaths, givenUp, SemaphoreModel.Fault.NONE);
        System.out.println("semaphore model: " + programs + " permits=" + permits + " deaths=" + deaths + " givenUp="
                + givenUp + " states=" + states);
        assertTrue(states > 100, "states=" + states);
    }

    @ParameterizedTest
    @CsvSource({
        "NO_CASCADE,A/A/RR,0,0,0",
        "NO_HELP,AR/AR/AR,1,0,0",
        "STALE_HELP,ARAR/ARAR,1,0,0",
        "NO_PASSING_ON,A/A/RR,0,0,1",
        "NO_WAKE_AT_END,AR/AR,1,1,0"
    })
    void model_ofAWrongProtocol_isFoundOut(
            SemaphoreModel.Fault fault, String programs, int permits, int deaths, int givenUp) {
        assertThrows(AssertionError.class, () -> explore(programs, permits, deaths, givenUp, fault));
    }

    @Test
    void cell_permitsOfTheDead_comeBackAndAreTold() {
        var cell = new SemaphoreCell(Arena.ofAuto().allocate(SemaphoreCell.BYTES, Long.BYTES));
        cell.begin(1, SemaphoreCell.MOST);
        assertEquals(SemaphoreCell.Taking.TAKEN, cell.tryTake(2, 7));
        assertEquals(SemaphoreCell.Taking.NONE, cell.tryTake(3, 7));
        assertEquals(SemaphoreCell.Giving.DONE, cell.release(3, 1), "another's comes back");
        assertTrue(cell.taken().isEmpty());
        assertEquals(SemaphoreCell.Giving.DONE, cell.release(3, 1), "or one more");
        assertEquals(2, cell.permits());
        assertEquals(SemaphoreCell.Taking.TAKEN, cell.tryTake(4, 8));
        cell.ended(4, true);
        assertEquals(2, cell.permits());
        assertEquals(4, cell.news());
        assertEquals(0, cell.news(), "told once");
        assertEquals(SemaphoreCell.Taking.TAKEN, cell.tryTake(5, 8));
        cell.ended(5, false);
        assertEquals(1, cell.permits());
        assertTrue(cell.taken().isEmpty());
        assertEquals(0, cell.news());
    }

    @Test
    void cell_moreTakenThanItHasEntries_leavesTheRestToTheBroker() {
        var cell = new SemaphoreCell(Arena.ofAuto().allocate(SemaphoreCell.BYTES, Long.BYTES));
        cell.begin(1_000, 1_000);
        int taken = 0;
        while (cell.tryTake(2, taken) == SemaphoreCell.Taking.TAKEN) {
            taken++;
        }
        assertEquals(SemaphoreCell.Taking.NO_ENTRY, cell.tryTake(3, 0));
        assertEquals(taken, cell.taken().size());
        assertTrue(cell.tryTakeAtBroker());
        assertEquals(SemaphoreCell.Giving.AT_BROKER, cell.release(3, 0));
        assertEquals(SemaphoreCell.Giving.DONE, cell.release(2, 0));
        assertEquals(1_000 - taken, cell.permits());
        assertTrue(cell.releaseAtBroker(3, 0, true));
        while (!cell.taken().isEmpty()) {
            assertEquals(SemaphoreCell.Giving.DONE, cell.release(9, 9));
        }
        assertEquals(SemaphoreCell.Giving.REFUSED, cell.release(9, 9));
        assertEquals(1_000, cell.permits());
    }
}
