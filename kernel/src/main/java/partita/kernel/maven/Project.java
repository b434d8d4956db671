package partita.kernel.maven;

import eu.maveniverse.maven.mima.context.Context;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.apache.maven.model.DependencyManagement;
import org.apache.maven.model.Exclusion;
import org.apache.maven.model.Model;
import org.apache.maven.model.building.DefaultModelBuilderFactory;
import org.apache.maven.model.building.DefaultModelBuildingRequest;
import org.apache.maven.model.building.ModelBuildingException;
import org.apache.maven.model.building.ModelBuildingRequest;
import org.eclipse.aether.artifact.DefaultArtifact;
import org.eclipse.aether.graph.Dependency;
import org.eclipse.aether.repository.RemoteRepository;

/**
 * What a {@code pom.xml} asks for, with its parents, properties and imported lists of versions worked in.
 *
 * @param dependencies its own dependencies
 * @param managed versions that it prescribes for others
 * @param repositories where it looks, besides the usual
 */
record Project(List<Dependency> dependencies, List<Dependency> managed, List<RemoteRepository> repositories) {
    static Project read(Path pom, Context context, List<RemoteRepository> repositories) throws IOException {
        var request = new DefaultModelBuildingRequest()
                .setPomFile(pom.toFile())
                .setValidationLevel(ModelBuildingRequest.VALIDATION_LEVEL_MINIMAL)
                .setProcessPlugins(false)
                .setSystemProperties(System.getProperties())
                .setModelResolver(new ParentFinder(context, repositories));
        Model model;
        try {
            model = new DefaultModelBuilderFactory()
                    .newInstance()
                    .build(request)
                    .getEffectiveModel();
        } catch (ModelBuildingException e) {
            throw new IOException("the project cannot be read: " + e.getMessage(), e);
        }
        DependencyManagement management = model.getDependencyManagement();
        return new Project(
                convert(model.getDependencies()),
                management == null ? List.of() : convert(management.getDependencies()),
                model.getRepositories().stream()
                        // Maven's own default, which the user's settings know as they want it
                        .filter(repository -> !repository.getId().equals("central"))
                        .map(repository -> new RemoteRepository.Builder(
                                        repository.getId(), "default", repository.getUrl())
                                .build())
                        .toList());
    }

    private static List<Dependency> convert(List<org.apache.maven.model.Dependency> dependencies) {
        return dependencies.stream().map(Project::convert).toList();
    }

    private static Dependency convert(org.apache.maven.model.Dependency dependency) {
        var artifact = new DefaultArtifact(
                dependency.getGroupId(),
                dependency.getArtifactId(),
                dependency.getClassifier(),
                dependency.getType().equals("test-jar") ? "jar" : dependency.getType(),
                dependency.getVersion());
        String scope = dependency.getScope() == null ? "compile" : dependency.getScope();
        return new Dependency(
                artifact,
                scope,
                dependency.isOptional(),
                dependency.getExclusions().stream().map(Project::convert).toList());
    }

    private static org.eclipse.aether.graph.Exclusion convert(Exclusion exclusion) {
        return new org.eclipse.aether.graph.Exclusion(exclusion.getGroupId(), exclusion.getArtifactId(), "*", "*");
    }
}
