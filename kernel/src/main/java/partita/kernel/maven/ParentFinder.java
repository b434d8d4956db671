package partita.kernel.maven;

import eu.maveniverse.maven.mima.context.Context;
import java.util.ArrayList;
import java.util.List;
import org.apache.maven.model.Dependency;
import org.apache.maven.model.Parent;
import org.apache.maven.model.Repository;
import org.apache.maven.model.building.FileModelSource;
import org.apache.maven.model.building.ModelSource;
import org.apache.maven.model.resolution.ModelResolver;
import org.apache.maven.model.resolution.UnresolvableModelException;
import org.eclipse.aether.artifact.DefaultArtifact;
import org.eclipse.aether.repository.RemoteRepository;
import org.eclipse.aether.resolution.ArtifactRequest;
import org.eclipse.aether.resolution.ArtifactResolutionException;

/** Loads the parents and the imported lists of versions that a project names. */
final class ParentFinder implements ModelResolver {
    private final Context context;
    private final List<RemoteRepository> repositories;

    ParentFinder(Context context, List<RemoteRepository> repositories) {
        this.context = context;
        this.repositories = new ArrayList<>(repositories);
    }

    @Override
    public ModelSource resolveModel(String groupId, String artifactId, String version)
            throws UnresolvableModelException {
        var pom = new DefaultArtifact(groupId, artifactId, "pom", version);
        try {
            return new FileModelSource(context.repositorySystem()
                    .resolveArtifact(context.repositorySystemSession(), new ArtifactRequest(pom, repositories, ""))
                    .getArtifact()
                    .getFile());
        } catch (ArtifactResolutionException e) {
            throw new UnresolvableModelException(Words.of(e, repositories), groupId, artifactId, version, e);
        }
    }

    @Override
    public ModelSource resolveModel(Parent parent) throws UnresolvableModelException {
        return resolveModel(parent.getGroupId(), parent.getArtifactId(), parent.getVersion());
    }

    @Override
    public ModelSource resolveModel(Dependency dependency) throws UnresolvableModelException {
        return resolveModel(dependency.getGroupId(), dependency.getArtifactId(), dependency.getVersion());
    }

    @Override
    public void addRepository(Repository repository) {
        addRepository(repository, false);
    }

    @Override
    public void addRepository(Repository repository, boolean replace) {
        if (replace) {
            repositories.removeIf(known -> known.getId().equals(repository.getId()));
        }
        if (repositories.stream().noneMatch(known -> known.getId().equals(repository.getId()))) {
            var remote = new RemoteRepository.Builder(repository.getId(), "default", repository.getUrl()).build();
            repositories.addAll(context.repositorySystem()
                    .newResolutionRepositories(context.repositorySystemSession(), List.of(remote)));
        }
    }

    @Override
    public ModelResolver newCopy() {
        return new ParentFinder(context, repositories);
    }
}
