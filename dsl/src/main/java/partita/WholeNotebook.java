package partita;

import java.util.List;
import org.jspecify.annotations.Nullable;
import partita.spi.ClassSource;

/** A notebook whose variables all travel, for {@link partita.api.StartMethod#FORK}. */
record WholeNotebook(ClassSource notebook) implements ClassSource {
    @Override
    public boolean snapshot() {
        return true;
    }

    @Override
    public boolean typed(String className) {
        return notebook.typed(className);
    }

    @Override
    public byte @Nullable [] bytes(String className, ClassLoader loader) {
        return notebook.bytes(className, loader);
    }

    @Override
    public List<String> addedClassPath() {
        return notebook.addedClassPath();
    }

    @Override
    public StackTraceElement locate(StackTraceElement frame) {
        return notebook.locate(frame);
    }
}
