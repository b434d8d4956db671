package partita.kernel.magic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MagicsTest {
    @TempDir
    Path folder;

    final List<Path> added = new ArrayList<>();

    @BeforeEach
    void files() throws IOException {
        Files.createDirectories(folder.resolve("sub"));
        for (String name : List.of("a.jar", "b.jar", "c.txt", "sub/d.jar")) {
            Files.createFile(folder.resolve(name));
        }
    }

    private void run(String cell) throws MagicException {
        added.clear();
        try (var magics = new Magics()) {
            magics.run(cell, added::add);
        }
    }

    private List<String> names() {
        return added.stream().map(path -> folder.relativize(path).toString()).toList();
    }

    @Test
    void jars_patternsAndNames_areFoundInOrder() throws MagicException {
        run("%jars " + folder + "/*.jar");
        assertEquals(List.of("a.jar", "b.jar"), names());
        run("%jars " + folder + "/**.jar;\nint x = 1;");
        assertEquals(List.of("a.jar", "b.jar", "sub" + File.separator + "d.jar"), names());
        run("int x = 1;\n  %jars \"" + folder.resolve("c.txt") + "\" " + folder.resolve("b.jar"));
        assertEquals(List.of("c.txt", "b.jar"), names());
    }

    @Test
    void classpath_entries_areSeparatedAsOnTheCommandLine() throws MagicException {
        run("%classpath " + folder.resolve("sub") + File.pathSeparator + folder.resolve("a.jar"));
        assertEquals(List.of("sub", "a.jar"), names());
    }

    @Test
    void run_whatIsNotThere_isNamedWithItsLine() {
        MagicException missing =
                assertThrows(MagicException.class, () -> run("int a = 1;\n%jars " + folder + "/none.jar"));
        assertEquals(2, missing.line());
        assertTrue(missing.getMessage().contains("none.jar"), missing.getMessage());
        assertThrows(MagicException.class, () -> run("%jars " + folder + "/*.war"));
        assertThrows(MagicException.class, () -> run("%jars " + folder + "/[.jar"));
        assertThrows(MagicException.class, () -> run("%classpath"));
    }

    @Test
    void run_tooFewArguments_showsAnExample() {
        for (String cell : List.of("%maven", "%mavenRepo id", "%loadFromPOM", "%load", "%jars;")) {
            MagicException e = assertThrows(MagicException.class, () -> run(cell));
            assertTrue(e.getMessage().contains("as in  %"), e.getMessage());
        }
        MagicException url = assertThrows(MagicException.class, () -> run("%mavenRepo id here"));
        assertTrue(url.getMessage().contains("argument=id here"), url.getMessage());
        MagicException coordinates = assertThrows(MagicException.class, () -> run("1 + 1\n%maven guava"));
        assertEquals(2, coordinates.line());
        assertTrue(coordinates.getMessage().contains("group:artifact:version"), coordinates.getMessage());
        MagicException pom = assertThrows(MagicException.class, () -> run("%%loadFromPOM\n\n"));
        assertTrue(pom.getMessage().contains("<dependency>"), pom.getMessage());
        MagicException broken = assertThrows(MagicException.class, () -> run("%%loadFromPOM\n<project>"));
        assertTrue(broken.getMessage().contains("cannot be read"), broken.getMessage());
    }

    @Test
    void load_files_givesTheirCells() throws Exception {
        Path script = Files.writeString(folder.resolve("s.jsh"), "int a = 1;\nint b = 2;\n");
        Path notebook = Files.writeString(folder.resolve("n.ipynb"), """
                {"cells": [{"cell_type": "code", "source": ["int c = 3;\\n", "c"]},
                           {"cell_type": "markdown", "source": "text"},
                           {"cell_type": "code", "source": "int d = 4;"}]}
                """);
        try (var magics = new Magics()) {
            assertEquals(
                    List.of("int a = 1;\nint b = 2;\n", "int c = 3;\nc", "int d = 4;"),
                    magics.run("%load " + script + "\n%load " + notebook, added::add));
            Path broken = Files.writeString(folder.resolve("b.ipynb"), "[]");
            assertThrows(MagicException.class, () -> magics.run("%load " + broken, added::add));
        }
    }

    @Test
    void java_ofACellThatIsAPom_isEmpty() {
        assertTrue(Magics.java("%%loadFromPOM compile\n<dependency>\n</dependency>\n")
                .isBlank());
        assertEquals("                     \nint x = 1;", Magics.java("%loadFromPOM  pom.xml\nint x = 1;"));
    }

    @Test
    void java_keepsEveryOtherCharacterInItsPlace() throws MagicException {
        String cell = "int a = 7\n  % 4;\n%jars x.jar\nint b\n%c;";
        String java = Magics.java(cell);
        assertEquals(cell.length(), java.length());
        assertEquals("int a = 7\n  % 4;\n           \nint b\n%c;", java);
        run("int a = 7\n  % 4;");
        assertEquals(List.of(), added);
    }
}
