package partita.testing;

import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Fails a test that claims an unknown behaviour, or one that another method claimed before. */
public final class BehaviourCheck implements BeforeEachCallback {
    private static final Behaviours BEHAVIOURS = Behaviours.ofCPython();

    /** Made by JUnit. */
    public BehaviourCheck() {}

    @Override
    public void beforeEach(ExtensionContext context) {
        context.getTestMethod().flatMap(BEHAVIOURS::claim).ifPresent(wrong -> {
            throw new AssertionError(wrong);
        });
    }
}
