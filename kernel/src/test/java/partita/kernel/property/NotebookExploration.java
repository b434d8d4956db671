package partita.kernel.property;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;

/** Other notebooks each time: {@code -Dtest=NotebookExploration -Djqwik.tries.default=1000}, a few minutes. */
class NotebookExploration extends NotebookProperty {
    @Property(shrinking = ShrinkingMode.BOUNDED)
    void parMap_ofAnyNotebook_givesWhatTheKernelGives(@ForAll("notebooks") Sketch sketch) {
        check(sketch);
    }
}
