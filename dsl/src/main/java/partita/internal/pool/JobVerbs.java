package partita.internal.pool;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import partita.api.AsyncResult;
import partita.api.Outcome;
import partita.api.Results;
import partita.api.Verbs;
import partita.function.Call;
import partita.function.Each;
import partita.function.Fn;
import partita.function.Fn2;
import partita.function.Task;

/** The verbs of whoever begins jobs. */
public abstract class JobVerbs implements Verbs {
    /** For {@code Par} and pools. */
    protected JobVerbs() {}

    /**
     * Begins jobs.
     *
     * @return how and where
     */
    protected abstract Jobs jobs();

    @Override
    public <A extends @Nullable Object, R extends @Nullable Object> AsyncResult<List<R>> mapAsync(
            Iterable<? extends A> xs, Fn<? super A, ? extends R> f) {
        return jobs().map(xs, f);
    }

    @Override
    public <A extends @Nullable Object, B extends @Nullable Object, R extends @Nullable Object>
            AsyncResult<List<R>> starmapAsync(
                    Iterable<? extends Map.Entry<? extends A, ? extends B>> pairs,
                    Fn2<? super A, ? super B, ? extends R> f) {
        return jobs().starmap(pairs, f);
    }

    @Override
    public <A extends @Nullable Object, R extends @Nullable Object> AsyncResult<List<Outcome<R>>> tryMapAsync(
            Iterable<? extends A> xs, Fn<? super A, ? extends R> f) {
        return jobs().tryMap(xs, f);
    }

    @Override
    public <A extends @Nullable Object> AsyncResult<List<A>> filterAsync(
            Iterable<? extends A> xs, Fn<? super A, Boolean> f) {
        return jobs().filter(xs, f);
    }

    @Override
    public <A extends @Nullable Object> AsyncResult<A> reduceAsync(
            Iterable<? extends A> xs, A identity, Fn2<? super A, ? super A, ? extends A> f) {
        return jobs().reduce(xs, identity, f);
    }

    @Override
    public <A extends @Nullable Object, R extends @Nullable Object> Results<R> imap(
            Iterable<? extends A> xs, Fn<? super A, ? extends R> f) {
        return jobs().lazy(xs, f, true);
    }

    @Override
    public <A extends @Nullable Object, R extends @Nullable Object> Results<R> imapUnordered(
            Iterable<? extends A> xs, Fn<? super A, ? extends R> f) {
        return jobs().lazy(xs, f, false);
    }

    @Override
    public <A extends @Nullable Object> AsyncResult<@Nullable Void> forEachAsync(
            Iterable<? extends A> xs, Each<? super A> f) {
        return jobs().forEach(xs, f);
    }

    @Override
    public <R extends @Nullable Object> AsyncResult<R> applyAsync(Call<? extends R> f) {
        return jobs().apply(f);
    }

    @Override
    public AsyncResult<@Nullable Void> runAsync(Task f) {
        return jobs().run(f);
    }
}
