package partita;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The house's layers, by the classes as they were compiled. */
class LayersTest {
    /** A package may import only those of lines above its own; parts of one package count as one. */
    private static final List<List<String>> LAYERS = List.of(
            List.of("partita.function.."),
            List.of("partita.api.."),
            List.of("partita.spi.."),
            List.of("partita.internal.wire.."),
            List.of("partita.internal.memory.."),
            List.of("partita.internal.parcel..", "partita.internal.transport.."),
            List.of("partita.internal.launch.."),
            List.of("partita.internal.broker.."),
            List.of("partita.internal.local..", "partita.internal.remote.."),
            List.of("partita.internal.pool..", "partita.internal.worker.."),
            List.of("partita.internal.shared.."),
            List.of("partita"));

    private static final JavaClasses HOUSE = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("partita");

    static Stream<ArchRule> rules() {
        Stream<ArchRule> layers =
                LAYERS.stream().flatMap(layer -> layer.stream().map(own -> onlyToTheLeft(layer, own)));
        return Stream.concat(
                layers,
                Stream.of(
                        slices().matching("partita.(**)").should().beFreeOfCycles(),
                        only("partita.internal.transport..", "org.zeromq..", "zmq.."),
                        only("partita.internal.parcel..", "com.esotericsoftware.."),
                        only("partita.internal.parcel..", "java.lang.classfile.."),
                        onlyMemoryCallsTheSystem()));
    }

    private static ArchRule onlyToTheLeft(List<String> layer, String own) {
        String[] others = LAYERS.stream()
                .skip(LAYERS.indexOf(layer))
                .flatMap(List::stream)
                .filter(p -> !p.equals(own))
                .toArray(String[]::new);
        return noClasses()
                .that()
                .resideInAPackage(own)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(others)
                .allowEmptyShould(true)
                .as(own + " imports only packages to its left");
    }

    private static ArchRule only(String importer, String... imported) {
        return noClasses()
                .that()
                .resideOutsideOfPackage(importer)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(imported)
                .as("only " + importer + " imports " + String.join(", ", imported));
    }

    private static ArchRule onlyMemoryCallsTheSystem() {
        return noClasses()
                .that()
                .resideOutsideOfPackage("partita.internal.memory..")
                .should()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.lang.foreign.Linker")
                .as("only partita.internal.memory.. calls native code");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rules")
    void house_asCompiled_keepsTheRule(ArchRule rule) {
        rule.check(HOUSE);
    }

    @Test
    void rule_brokenOnPurpose_fails() {
        // Par does depend on api: said to be forbidden, this must be noticed.
        ArchRule broken = noClasses()
                .that()
                .resideInAPackage("partita")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("partita.api..");
        assertThrows(AssertionError.class, () -> broken.check(HOUSE));
    }
}
