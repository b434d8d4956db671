package partita.internal.local;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import partita.internal.parcel.OutcomeReader;
import partita.internal.parcel.Packer;
import partita.spi.ClassSource;
import partita.spi.Engine;

/**
 * What each new worker does before any other work. Packed when it is given; two are never equal, so that a context has
 * workers that did this and nothing else.
 */
public final class Setup {
    private final Engine.Work work;
    private final transient @Nullable ClassLoader loader;

    private Setup(Engine.Work work, ClassLoader loader) {
        this.work = work;
        this.loader = loader;
    }

    /**
     * Packs a task with the notebook variables that it reads, as they are now.
     *
     * @param task the task
     * @param source knows the typed classes
     * @return what workers are to do
     * @throws partita.api.NotShippableException if something of it cannot travel
     */
    public static Setup of(Object task, ClassSource source) {
        return new Setup(Packer.single(task, null, source), task.getClass().getClassLoader());
    }

    /**
     * What is sent.
     *
     * @return the packed task
     */
    public Engine.Work work() {
        return work;
    }

    /** What it threw, or null where it did not. */
    @Nullable
    Throwable failure(byte[] payload) {
        ClassLoader known = loader;
        var reader = new OutcomeReader(known != null ? known : Setup.class.getClassLoader(), Optional.empty());
        @Nullable Throwable[] thrown = {null};
        reader.read(payload, new OutcomeReader.Receiver() {
            @Override
            public void succeeded(int offset, long nanos, @Nullable Object value) {}

            @Override
            public void failed(int offset, long nanos, Throwable cause) {
                thrown[0] = cause;
            }

            @Override
            public void changed(String variable) {}
        });
        return thrown[0];
    }
}
