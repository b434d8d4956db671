package partita.kernel.property;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;

/** The same notebooks in every build, so that a build that fails tells of what was changed. */
class NotebookPropertyTest extends NotebookProperty {
    @Property(shrinking = ShrinkingMode.BOUNDED, seed = "20261121")
    void parMap_ofAnyNotebook_givesWhatTheKernelGives(@ForAll("notebooks") Sketch sketch) {
        check(sketch);
    }
}
