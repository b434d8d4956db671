package partita.kernel.maven;

import java.util.List;
import java.util.stream.Collectors;
import org.eclipse.aether.repository.RemoteRepository;
import org.eclipse.aether.transfer.ArtifactNotFoundException;

/** What failed in Maven's resolver, in words for the person who typed coordinates. */
final class Words {
    private Words() {}

    static String of(Throwable failure, List<RemoteRepository> repositories) {
        String where = repositories.stream().map(Words::named).collect(Collectors.joining(", "));
        for (Throwable t = failure; t != null; t = t.getCause()) {
            if (t instanceof ArtifactNotFoundException missing) {
                return "there is no artifact=" + missing.getArtifact() + " in " + where
                        + ": check its group, name and version; another repository is added with  %mavenRepo ID URL";
            }
        }
        Throwable last = failure;
        while (last.getCause() != null) {
            last = last.getCause();
        }
        return last.getMessage() + " (looked in " + where
                + "; mirrors and proxies are taken from ~/.m2/settings.xml, as mvn does)";
    }

    /** Without the name and password that a URL may hold. */
    private static String named(RemoteRepository repository) {
        return repository.getId() + "=" + repository.getUrl().replaceFirst("//[^/@]*@", "//");
    }
}
