package partita.testing;

import java.lang.reflect.Method;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;
import org.junit.platform.commons.support.AnnotationSupport;

/**
 * A hang explains itself: shortly before a test (or a method around it) runs into its timeout, all stacks of this JVM
 * and of every JVM that it started are printed. The limits are JUnit's: 60 s unless {@link Timeout} says otherwise.
 */
public final class Watchdog implements InvocationInterceptor {
    private static final Duration DEFAULT = Duration.ofSeconds(60);
    private static final ScheduledExecutorService CLOCK = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("partita-test-watchdog").factory());

    /** Made by JUnit. */
    public Watchdog() {}

    @Override
    public void interceptTestMethod(
            Invocation<Void> invocation, ReflectiveInvocationContext<Method> method, ExtensionContext context)
            throws Throwable {
        watch(invocation, method);
    }

    @Override
    public void interceptTestTemplateMethod(
            Invocation<Void> invocation, ReflectiveInvocationContext<Method> method, ExtensionContext context)
            throws Throwable {
        watch(invocation, method);
    }

    @Override
    public void interceptBeforeAllMethod(
            Invocation<Void> invocation, ReflectiveInvocationContext<Method> method, ExtensionContext context)
            throws Throwable {
        watch(invocation, method);
    }

    @Override
    public void interceptBeforeEachMethod(
            Invocation<Void> invocation, ReflectiveInvocationContext<Method> method, ExtensionContext context)
            throws Throwable {
        watch(invocation, method);
    }

    @Override
    public void interceptAfterEachMethod(
            Invocation<Void> invocation, ReflectiveInvocationContext<Method> method, ExtensionContext context)
            throws Throwable {
        watch(invocation, method);
    }

    @Override
    public void interceptAfterAllMethod(
            Invocation<Void> invocation, ReflectiveInvocationContext<Method> method, ExtensionContext context)
            throws Throwable {
        watch(invocation, method);
    }

    private static void watch(Invocation<Void> invocation, ReflectiveInvocationContext<Method> context)
            throws Throwable {
        Method method = context.getExecutable();
        Duration limit = limitOf(method, context.getTargetClass());
        ScheduledFuture<?> alarm =
                CLOCK.schedule(() -> dump(method, limit), barkAfter(limit).toMillis(), TimeUnit.MILLISECONDS);
        try {
            invocation.proceed();
        } finally {
            alarm.cancel(false);
        }
    }

    /** Early enough for the stacks to be taken while everything still hangs: asking a JVM takes about a second. */
    static Duration barkAfter(Duration limit) {
        Duration tenth = limit.dividedBy(10);
        Duration most = Duration.ofSeconds(5);
        return limit.minus(tenth.compareTo(most) < 0 ? tenth : most);
    }

    static Duration limitOf(Method method, Class<?> target) {
        Optional<Timeout> own = AnnotationSupport.findAnnotation(method, Timeout.class);
        return own.or(() -> AnnotationSupport.findAnnotation(target, Timeout.class))
                .map(timeout -> Duration.of(timeout.value(), timeout.unit().toChronoUnit()))
                .orElse(DEFAULT);
    }

    private static void dump(Method method, Duration limit) {
        StringBuilder text = new StringBuilder("watchdog: " + Behaviours.nameOf(method)
                + " is about to pass its limit of " + limit.toSeconds() + " s\n");
        try {
            append(text, ProcessHandle.current());
            Jvms.descendants().forEach(process -> append(text, process));
        } finally {
            System.err.println(text);
        }
    }

    private static void append(StringBuilder text, ProcessHandle process) {
        text.append("---- ").append(Jvms.describe(process)).append('\n');
        try {
            text.append(Jvms.stacksOf(process)).append('\n');
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            text.append("interrupted while its stacks were read\n");
        }
    }
}
