package partita.internal.local;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Every order of steps of two workers with three items and a death at each of them; with {@code -Dmodel.deaths=2} and
 * more, of that many deaths.
 */
final class ProtocolModelTest {
    private static final int DEATHS = Integer.getInteger("model.deaths", 1);

    @ParameterizedTest
    @CsvSource({"1;1;1", "2;1", "3"})
    void protocol_everyOrderAndEveryDeath_losesAtMostWhatRanAndTellsAllOnce(String pieces) {
        int[] sizes = java.util.Arrays.stream(pieces.split(";"))
                .mapToInt(Integer::parseInt)
                .toArray();
        ProtocolModel model = new ProtocolModel(DEATHS, ProtocolModel.Flaw.NONE, sizes);
        model.check();
        System.out.println(
                "pieces=" + pieces + " deaths=" + DEATHS + " states=" + model.states() + " ends=" + model.ends());
        assertTrue(model.states() > 300, () -> "states=" + model.states());
        assertTrue(model.ends() > 1, () -> "ends=" + model.ends());
    }

    @Test
    void protocol_withoutDeaths_losesNothing() {
        ProtocolModel model = new ProtocolModel(0, ProtocolModel.Flaw.NONE, 1, 1, 1);
        model.check(); // nothing may be lost, since no more is than there are deaths
        assertTrue(model.states() > 300, () -> "states=" + model.states());
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void protocol_wrongInOneWay_isNoticed(ProtocolModel.Flaw flaw) {
        ProtocolModel model = new ProtocolModel(1, flaw, 2, 1);
        assertThrows(AssertionError.class, model::check);
    }
}
