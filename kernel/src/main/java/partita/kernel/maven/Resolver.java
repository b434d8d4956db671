package partita.kernel.maven;

import eu.maveniverse.maven.mima.context.Context;
import eu.maveniverse.maven.mima.context.ContextOverrides;
import eu.maveniverse.maven.mima.runtime.standalonestatic.StandaloneStaticRuntime;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.aether.artifact.Artifact;
import org.eclipse.aether.artifact.DefaultArtifact;
import org.eclipse.aether.collection.CollectRequest;
import org.eclipse.aether.graph.Dependency;
import org.eclipse.aether.graph.DependencyFilter;
import org.eclipse.aether.repository.RemoteRepository;
import org.eclipse.aether.resolution.DependencyRequest;
import org.eclipse.aether.resolution.DependencyResolutionException;
import org.eclipse.aether.util.filter.ScopeDependencyFilter;
import org.jspecify.annotations.Nullable;

/**
 * Finds jars and all that they need, as the user's own Maven does: with the mirrors, repositories, proxies and local
 * repository of {@code ~/.m2/settings.xml}. Its parts start at the first question. For one thread at a time.
 */
public final class Resolver implements AutoCloseable {
    private final ContextOverrides overrides;
    private final List<RemoteRepository> added = new ArrayList<>();
    private @Nullable Context context;

    /** Uses the user's settings. */
    public Resolver() {
        this(ContextOverrides.create().withUserSettings(true).build());
    }

    Resolver(ContextOverrides overrides) {
        this.overrides = overrides;
    }

    /** For tests: other settings than the user's. */
    static Resolver with(Path settings) {
        return new Resolver(ContextOverrides.create()
                .withUserSettings(true)
                .withUserSettingsXmlOverride(settings)
                .build());
    }

    /**
     * Adds a repository to look in.
     *
     * @param id names it; mirrors and passwords of the settings go by it
     * @param url where it is
     */
    public void addRepository(String id, String url) {
        added.add(new RemoteRepository.Builder(id, "default", url).build());
    }

    /**
     * Finds jars.
     *
     * @param coordinates each {@code group:artifact:version}, or with {@code :extension} and {@code :classifier} before
     *     the version
     * @return the jars and those that they need, in the order of a class path
     * @throws IOException if one is not found or cannot be loaded; the message names it
     * @throws IllegalArgumentException if coordinates are none
     */
    public List<Path> resolve(List<String> coordinates) throws IOException {
        List<Dependency> wanted = coordinates.stream()
                .map(Resolver::artifact)
                .map(artifact -> new Dependency(artifact, "compile"))
                .toList();
        return resolve(wanted, List.of(), List.of(), Set.of("compile", "runtime"));
    }

    /**
     * Finds the jars that a project needs.
     *
     * @param pom a whole {@code pom.xml}
     * @param scopes which dependencies are wanted
     * @return the jars, in the order of a class path
     * @throws IOException if the project cannot be read, or a jar of it is not found
     */
    public List<Path> resolveProject(Path pom, Set<String> scopes) throws IOException {
        Context live = context();
        Project project = Project.read(pom, live, repositories(live, List.of()));
        return resolve(project.dependencies(), project.managed(), project.repositories(), scopes);
    }

    private static Artifact artifact(String coordinates) {
        try {
            return new DefaultArtifact(coordinates);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "coordinates are group:artifact:version, as in com.google.guava:guava:33.4.0-jre", e);
        }
    }

    private List<Path> resolve(
            List<Dependency> wanted, List<Dependency> managed, List<RemoteRepository> own, Set<String> scopes)
            throws IOException {
        Context live = context();
        List<RemoteRepository> repositories = repositories(live, own);
        List<Dependency> direct = wanted.stream()
                .filter(dependency -> scopes.contains(dependency.getScope()) && !dependency.isOptional())
                .toList();
        // asked for by hand, test or provided dependencies are wanted as a whole
        DependencyFilter filter = new ScopeDependencyFilter(
                Stream.concat(scopes.stream(), Stream.of("compile", "runtime")).toList(), List.of());
        var request = new DependencyRequest(new CollectRequest(direct, managed, repositories), filter);
        try {
            return live
                    .repositorySystem()
                    .resolveDependencies(live.repositorySystemSession(), request)
                    .getArtifactResults()
                    .stream()
                    .map(result -> result.getArtifact().getFile())
                    .filter(file -> file != null && file.getName().endsWith(".jar"))
                    .map(file -> file.toPath())
                    .distinct()
                    .toList();
        } catch (DependencyResolutionException e) {
            throw new IOException(Words.of(e, repositories), e);
        }
    }

    /** The project's own, the notebook's and the settings', each through its mirror. */
    private List<RemoteRepository> repositories(Context live, List<RemoteRepository> own) {
        var extra = new ArrayList<>(added);
        extra.addAll(own);
        var all = new LinkedHashSet<>(
                live.repositorySystem().newResolutionRepositories(live.repositorySystemSession(), extra));
        all.addAll(live.remoteRepositories());
        // a mirror of several stands there once
        return new ArrayList<>(all.stream()
                .collect(Collectors.toMap(RemoteRepository::getUrl, r -> r, (a, b) -> a, java.util.LinkedHashMap::new))
                .values());
    }

    private Context context() {
        Context live = context;
        if (live == null) {
            live = new StandaloneStaticRuntime().create(overrides);
            context = live;
        }
        return live;
    }

    @Override
    public void close() {
        if (context != null) {
            context.close();
        }
    }
}
