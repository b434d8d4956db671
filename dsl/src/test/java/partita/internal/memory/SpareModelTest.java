package partita.internal.memory;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every order of the steps of one who makes four contents and one who reads them, with a death of either at each. */
final class SpareModelTest {
    private static final int CONTENTS = 4;

    @ParameterizedTest
    @EnumSource
    void spare_everyOrderAndEveryDeath_readsWhatWasMade(SpareModel.Dying dying) {
        int states = new SpareModel(CONTENTS, dying, null).explore();
        System.out.println("spare model: contents=" + CONTENTS + " dying=" + dying + " states=" + states);
        assertTrue(states > 1_000, () -> "states=" + states);
    }

    @ParameterizedTest
    @EnumSource
    void spare_wrongInOneWay_isFoundOut(SpareModel.Fault fault) {
        var dying =
                switch (fault) {
                    case REMOVED_AT_DEATH -> SpareModel.Dying.READER;
                    case CLEARED_TOO_SOON -> SpareModel.Dying.MAKER;
                    default -> SpareModel.Dying.NOBODY;
                };
        assertThrows(AssertionError.class, new SpareModel(CONTENTS, dying, fault)::explore);
    }
}
