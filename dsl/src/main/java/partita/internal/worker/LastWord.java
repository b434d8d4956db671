package partita.internal.worker;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;
import partita.internal.launch.EndSignal;
import partita.internal.launch.Journal;
import partita.internal.launch.JvmCommand;

/**
 * The last that a child says: that its code and all shutdown hooks have ended, and with which exit code it goes. So its
 * owner need not wait for the JVM to be taken down, which takes longer than most tasks. Said only where the code is
 * certain: at the end of the last thread that is no daemon. After {@code System.exit} or a signal the process's end tells.
 */
final class LastWord {
    /** The JDK runs what stands in its slots one after the other: the hooks that users add are all done in the second. */
    private static final int SLOT = 9;

    private final Journal journal;
    private volatile @Nullable Integer exitCode;

    LastWord(Journal journal) {
        this.journal = journal;
    }

    /** Puts this behind all shutdown hooks; false where the JDK does not let it, or the JVM may say more. */
    boolean prepare() {
        if (System.getProperty(JvmCommand.LAST_WORD, "true").equals("false")) {
            return false;
        }
        try {
            Method add = Class.forName("java.lang.Shutdown")
                    .getDeclaredMethod("add", int.class, boolean.class, Runnable.class);
            add.setAccessible(true);
            add.invoke(null, SLOT, false, (Runnable) this::say);
            return true;
        } catch (ReflectiveOperationException | RuntimeException _) {
            return false; // without the flag that opens it, or in another JDK; the process's end tells all the same
        }
    }

    /** Does what {@link #say} does, but says it to nobody. */
    static void rehearse(Journal journal) throws IOException {
        journal.codeEnded();
        if (!isUsualEnd()) {
            journal.lastWord(0);
            try (var _ = new FileOutputStream("/dev/null")) {
                journal.end(EndSignal.current());
            }
        }
    }

    /** The main thread ends now. */
    void willBe(int code) {
        exitCode = code;
        journal.codeEnded();
    }

    private void say() {
        try {
            Integer code = exitCode;
            if (code != null && isUsualEnd()) {
                journal.lastWord(code);
                end(FileDescriptor.out); // by which the owner sees that it has all that was written
                end(FileDescriptor.err);
            }
        } finally {
            OwnerWatch.ending();
        }
    }

    /** Whether this JVM ends by itself: the thread that does that began here, and not in code that called for an end. */
    private static boolean isUsualEnd() {
        StackTraceElement[] stack = Thread.currentThread().getStackTrace();
        StackTraceElement first = stack[stack.length - 1];
        return first.getClassName().equals("java.lang.Shutdown")
                && first.getMethodName().equals("shutdown");
    }

    private static void end(FileDescriptor stream) {
        try (var _ = new FileOutputStream(stream)) {
            // for the three that every process has, the JDK puts the null device in their place
        } catch (IOException e) {
            throw new UncheckedIOException("cannot close a standard stream", e);
        }
    }
}
