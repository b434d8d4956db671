package partita.internal.local;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import partita.api.ChildProcess;
import partita.internal.launch.Self;

/** A process that this one did not start: itself, or its parent. It can be looked at, and a parent waited for. */
final class Relative implements ChildProcess {
    private final String what;
    private final String name;
    private final boolean daemon;
    private final long pid;
    private final @Nullable ProcessHandle handle;

    private Relative(String what, String name, boolean daemon, long pid, @Nullable ProcessHandle handle) {
        this.what = what;
        this.name = name;
        this.daemon = daemon;
        this.pid = pid;
        this.handle = handle;
    }

    static Relative self() {
        Self self = Self.current();
        ProcessHandle handle = ProcessHandle.current();
        return new Relative("the current process", self.name(), self.daemon(), handle.pid(), handle);
    }

    static @Nullable Relative parent() {
        Self.Parent parent = Self.current().parent();
        return parent == null
                ? null
                : new Relative(
                        "the parent process",
                        parent.name(),
                        false,
                        parent.pid(),
                        ProcessHandle.of(parent.pid()).orElse(null));
    }

    private IllegalStateException refusal(String verb) {
        return new IllegalStateException(
                verb + " is for the process that started it, not for " + what + ": name=" + name + " pid=" + pid);
    }

    private boolean isSelf() {
        return pid == ProcessHandle.current().pid();
    }

    @Override
    public ChildProcess start() {
        throw refusal("start()");
    }

    @Override
    public void join() {
        await(null);
    }

    @Override
    public boolean join(Duration limit) {
        return await(limit);
    }

    private boolean await(@Nullable Duration limit) {
        if (isSelf()) {
            throw refusal("join()"); // it would wait for ever
        }
        return handle == null
                || Ends.await(
                        handle.onExit(),
                        limit,
                        () -> "interrupted while waiting for " + what + ": name=" + name,
                        () -> "cannot tell whether " + what + " ended: name=" + name);
    }

    @Override
    public boolean isAlive() {
        return handle != null && handle.isAlive();
    }

    @Override
    public long pid() {
        return pid;
    }

    @Override
    public String name() {
        return isSelf() ? Self.current().name() : name;
    }

    @Override
    public ChildProcess name(String newName) {
        if (!isSelf()) {
            throw refusal("name(...)");
        }
        Self.rename(newName);
        return this;
    }

    @Override
    public boolean daemon() {
        return daemon;
    }

    @Override
    public ChildProcess daemon(boolean on) {
        throw refusal("daemon(...)");
    }

    @Override
    public int exitCode() {
        throw refusal("exitCode()");
    }

    @Override
    public void interrupt() {
        throw refusal("interrupt()");
    }

    @Override
    public void terminate() {
        throw refusal("terminate()");
    }

    @Override
    public void kill() {
        throw refusal("kill()");
    }

    @Override
    public void close() {
        throw refusal("close()");
    }

    @Override
    public CompletableFuture<ChildProcess> onExit() {
        if (isSelf() || handle == null) {
            throw refusal("onExit()");
        }
        return handle.onExit().thenApply(_ -> this);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Relative relative && relative.pid == pid;
    }

    @Override
    public int hashCode() {
        return Long.hashCode(pid);
    }

    @Override
    public String toString() {
        return "ChildProcess[name=" + name() + " pid=" + pid + " " + what + "]";
    }
}
