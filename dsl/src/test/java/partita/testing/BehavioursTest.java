package partita.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Method;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class BehavioursTest {
    private final Behaviours behaviours = new Behaviours(Set.of("PoolTest.map"));

    /** Never run: what its methods claim is what the tests look at. */
    private static final class Claims {
        @Behaviour(value = "PoolTest.map", checks = "map returns the squares in order")
        void first() {}

        @Behaviour(value = "PoolTest.map", checks = "map returns the squares in order")
        void second() {}

        @Behaviour(value = "PoolTest.mop", checks = "no such thing")
        void unknown() {}

        @Behaviour(value = "PoolTest.map", checks = " ")
        void blank() {}

        void none() {}
    }

    private static Method method(String name) {
        try {
            return Claims.class.getDeclaredMethod(name);
        } catch (NoSuchMethodException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void claim_knownBehaviour_isAcceptedAgainForTheSameMethod() {
        assertEquals(Optional.empty(), behaviours.claim(method("first")));
        assertEquals(Optional.empty(), behaviours.claim(method("first")));
    }

    @Test
    void claim_methodWithoutAnnotation_isAccepted() {
        assertEquals(Optional.empty(), behaviours.claim(method("none")));
    }

    @Test
    void claim_unknownBehaviour_namesIt() {
        assertTrue(behaviours.claim(method("unknown")).orElseThrow().contains("behaviour=PoolTest.mop"));
    }

    @Test
    void claim_blankSentence_isRefused() {
        assertTrue(behaviours.claim(method("blank")).orElseThrow().contains("blank"));
    }

    @Test
    void claim_secondMethod_namesBoth() {
        behaviours.claim(method("first"));
        String wrong = behaviours.claim(method("second")).orElseThrow();
        assertTrue(wrong.contains("Claims.first") && wrong.contains("Claims.second"), wrong);
    }

    @Test
    void ofCPython_unknownName_isRefused() {
        assertTrue(Behaviours.ofCPython().claim(method("unknown")).isPresent());
    }
}
