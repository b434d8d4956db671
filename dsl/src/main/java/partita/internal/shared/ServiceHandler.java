package partita.internal.shared;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;
import partita.function.Call;
import partita.internal.broker.Home;
import partita.internal.broker.Outcome;
import partita.internal.broker.Port;
import partita.internal.broker.Reply;
import partita.internal.broker.Verb;
import partita.internal.parcel.value.Travels;

/** What stands behind the proxy of an object of the user's. */
final class ServiceHandler implements InvocationHandler {
    /** What travels of it. */
    record Ticket(@Nullable Home home, long id, Class<?> type) implements Travels.Ticket {
        @Override
        public Object arrive(ClassLoader loader) {
            Port port = Passport.port(home);
            return new ServiceHandler(port, id, Mail.at(port, loader)).proxy(type);
        }
    }

    private final Access access;

    ServiceHandler(Port port, long id, Mail mail) {
        access = new Access(port, id, mail, Passport.Type.SERVICE, 0);
    }

    void make(String name, Class<?> type, Call<?> maker) {
        if (registered() != null) {
            throw new IllegalStateException("name=" + name + " is taken by an object of interface=" + registered()
                    + ": get(name, type) gives it, or choose another name");
        }
        access.run(Verb.MAKE, 0, maker, List.of(type.getName().getBytes(UTF_8)));
    }

    /** Where two do it at the same moment both are heard, so the object should know nothing. */
    void makeOnce(Class<?> type, Call<?> maker) {
        if (registered() == null) {
            access.run(Verb.MAKE, 0, maker, List.of(type.getName().getBytes(UTF_8)));
        }
    }

    private @Nullable String registered() {
        Reply reply = access.call(Verb.GET);
        return reply.outcome() == Outcome.DONE ? reply.text() : null;
    }

    void check(String name, Class<?> type) {
        String is = registered();
        if (is == null) {
            throw new NoSuchElementException(
                    "nothing was registered with name=" + name + ": its owner calls register(name, type, maker) first");
        }
        if (!is.equals(type.getName())) {
            throw new IllegalStateException("name=" + name + " was registered with interface=" + is + ", not with type="
                    + type.getName() + ": ask with the interface that its owner gave");
        }
    }

    <I> I proxy(Class<I> type) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type, Travels.class}, this));
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, @Nullable Object @Nullable [] given) throws Throwable {
        @Nullable Object[] arguments = given == null ? new Object[0] : given;
        if (method.getDeclaringClass() == Travels.class) {
            return new Ticket(
                    Passport.home(access.port), access.id, proxy.getClass().getInterfaces()[0]);
        }
        if (method.getDeclaringClass() == Object.class) {
            switch (method.getName()) {
                case "equals" -> {
                    return arguments[0] != null
                            && Proxy.isProxyClass(arguments[0].getClass())
                            && Proxy.getInvocationHandler(arguments[0]) instanceof ServiceHandler other
                            && other.access.equals(access);
                }
                case "hashCode" -> {
                    return access.hashCode();
                }
                default -> {}
            }
        }
        List<byte[]> parts = new ArrayList<>();
        parts.add((method.getName()
                        + Arrays.stream(method.getParameterTypes())
                                .map(Class::getName)
                                .toList())
                .getBytes(UTF_8));
        for (Object argument : arguments) {
            parts.add(access.packOwn("an argument of " + method.getName(), argument));
        }
        return access.unpackOwn(access.call(Verb.INVOKE, 0, parts).payload());
    }
}
