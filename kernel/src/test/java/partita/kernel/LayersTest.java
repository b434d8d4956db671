package partita.kernel;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class LayersTest {
    static JavaClasses classes;

    @BeforeAll
    static void read() {
        classes = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("partita");
    }

    @Test
    void packages_ofTheKernel_haveNoCycle() {
        slices().matching("partita.kernel.(*)..").should().beFreeOfCycles().check(classes);
    }

    @Test
    void zeroMq_isImportedByChannelAlone() {
        soleImporter("partita.kernel.channel", "org.zeromq..");
    }

    @Test
    void jshell_isImportedByReplAlone() {
        soleImporter("partita.kernel.repl", "jdk.jshell..");
    }

    @Test
    void mavensResolver_isImportedByMavenAlone() {
        soleImporter("partita.kernel.maven", "org.eclipse.aether..");
        soleImporter("partita.kernel.maven", "org.apache.maven..");
        soleImporter("partita.kernel.maven", "eu.maveniverse..");
    }

    @Test
    void message_hasNoInputOrOutputOfOurs() {
        noClasses()
                .that()
                .resideInAPackage("partita.kernel.message")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.net..", "java.nio.channels..", "partita.kernel.channel..")
                .check(classes);
    }

    @Test
    void dsl_neverImportsTheKernel() {
        noClasses()
                .that()
                .resideOutsideOfPackage("partita.kernel..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("partita.kernel..")
                .check(classes);
    }

    @Test
    void main_isImportedByNobody() {
        noClasses()
                .that()
                .resideInAPackage("partita.kernel.*..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("partita.kernel")
                .check(classes);
    }

    private static void soleImporter(String importer, String imported) {
        noClasses()
                .that()
                .resideInAPackage("partita.kernel..")
                .and()
                .resideOutsideOfPackage(importer)
                .should()
                .dependOnClassesThat()
                .resideInAPackage(imported)
                .check(classes);
    }
}
