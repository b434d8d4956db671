package partita.kernel.maven;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.jar.JarOutputStream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResolverTest {
    @TempDir
    Path folder;

    Resolver resolver;

    @BeforeEach
    void repository() throws IOException {
        publish("repo", "demo", "base", "2.0", "");
        publish("repo", "demo", "tool", "1.0", dependency("demo", "base", "2.0", "compile"));
        publish("repo", "demo", "checks", "1.0", "");
        publish("other", "far", "away", "3.0", "");
        Files.createDirectories(folder.resolve("repo/demo/parent/1"));
        Files.writeString(
                folder.resolve("repo/demo/parent/1/parent-1.pom"),
                project("demo", "parent", "1", "<packaging>pom</packaging><properties><v>1.0</v></properties>"));
        Path settings = folder.resolve("settings.xml");
        Files.writeString(
                settings,
                "<settings><localRepository>" + folder.resolve("local")
                        + "</localRepository><mirrors><mirror><id>near</id><mirrorOf>central</mirrorOf><url>"
                        + folder.resolve("repo").toUri() + "</url></mirror></mirrors></settings>");
        resolver = Resolver.with(settings);
    }

    @AfterEach
    void close() {
        resolver.close();
    }

    private static String project(String group, String name, String version, String rest) {
        return "<project><modelVersion>4.0.0</modelVersion><groupId>" + group + "</groupId><artifactId>" + name
                + "</artifactId><version>" + version + "</version>" + rest + "</project>";
    }

    private static String dependency(String group, String name, String version, String scope) {
        return "<dependencies><dependency><groupId>" + group + "</groupId><artifactId>" + name
                + "</artifactId><version>" + version + "</version><scope>" + scope
                + "</scope></dependency></dependencies>";
    }

    private void publish(String repository, String group, String name, String version, String rest) throws IOException {
        Path place = folder.resolve(repository).resolve(group).resolve(name).resolve(version);
        Files.createDirectories(place);
        Files.writeString(place.resolve(name + "-" + version + ".pom"), project(group, name, version, rest));
        try (var jar = new JarOutputStream(Files.newOutputStream(place.resolve(name + "-" + version + ".jar")))) {
            jar.putNextEntry(new ZipEntry(name + ".txt"));
        }
    }

    private static List<String> names(List<Path> jars) {
        return jars.stream().map(jar -> jar.getFileName().toString()).toList();
    }

    @Test
    void resolve_coordinates_bringsWhatTheyNeedThroughTheSettingsMirror() throws IOException {
        List<Path> jars = resolver.resolve(List.of("demo:tool:1.0"));
        assertEquals(List.of("tool-1.0.jar", "base-2.0.jar"), names(jars));
        assertTrue(jars.stream().allMatch(jar -> jar.startsWith(folder.resolve("local"))), jars::toString);
        assertTrue(jars.stream().allMatch(Files::exists));
    }

    @Test
    void resolve_unknownArtifact_namesItAndWhereItWasSought() {
        var e = assertThrows(IOException.class, () -> resolver.resolve(List.of("demo:none:9")));
        assertTrue(e.getMessage().startsWith("there is no artifact=demo:none:jar:9 in near=file:"), e.getMessage());
        assertTrue(e.getMessage().contains("%mavenRepo"), e.getMessage());
        assertThrows(IllegalArgumentException.class, () -> resolver.resolve(List.of("demo")));
    }

    @Test
    void addRepository_another_isLookedInToo() throws IOException {
        assertThrows(IOException.class, () -> resolver.resolve(List.of("far:away:3.0")));
        resolver.addRepository("other", folder.resolve("other").toUri().toString());
        assertEquals(
                List.of("away-3.0.jar", "base-2.0.jar"),
                names(resolver.resolve(List.of("far:away:3.0", "demo:base:2.0"))));
    }

    @Test
    void resolveProject_withParentAndProperties_takesItsScopes() throws IOException {
        Path pom = folder.resolve("pom.xml");
        Files.writeString(
                pom,
                "<project><modelVersion>4.0.0</modelVersion><parent><groupId>demo</groupId><artifactId>parent</artifactId>"
                        + "<version>1</version></parent><artifactId>own</artifactId><dependencies>"
                        + "<dependency><groupId>demo</groupId><artifactId>tool</artifactId><version>${v}</version></dependency>"
                        + "<dependency><groupId>demo</groupId><artifactId>checks</artifactId><version>1.0</version><scope>test</scope></dependency>"
                        + "</dependencies></project>");
        assertEquals(
                List.of("tool-1.0.jar", "base-2.0.jar"),
                names(resolver.resolveProject(pom, Set.of("compile", "runtime"))));
        assertEquals(List.of("checks-1.0.jar"), names(resolver.resolveProject(pom, Set.of("test"))));
    }

    @Test
    void resolve_urlWithPassword_keepsItOutOfTheMessage() {
        resolver.addRepository("secret", "http://me:hidden@127.0.0.1:1/repo");
        var e = assertThrows(IOException.class, () -> resolver.resolve(List.of("demo:none:9")));
        assertFalse(e.getMessage().contains("hidden"), e.getMessage());
    }
}
