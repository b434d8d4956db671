package partita.internal.broker;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import partita.function.Call;
import partita.internal.parcel.Tool;

/** An object of the user's, behind an interface of the user's. One method runs at a time. */
final class ServiceState extends ContainerState {
    private final Map<String, Method> methods = new HashMap<>();
    private String type = "";
    private @Nullable Tool tool;
    private @Nullable Object target;

    ServiceState(Crew crew) {
        super(crew);
    }

    @Override
    boolean quick(Verb verb, Request request) {
        return false;
    }

    @Override
    Reply call(Verb verb, Request request) throws Exception {
        List<byte[]> parts = Sheaf.unpack(request.payload);
        return switch (verb) {
            case MAKE -> make(new String(parts.get(1), UTF_8), tool(parts.get(0)));
            case GET -> target == null ? Reply.NO : Reply.because(Outcome.DONE, type);
            case INVOKE -> invoke(parts);
            default -> throw new IllegalStateException("a registered object knows no verb=" + verb);
        };
    }

    private Reply make(String interfaceName, Tool sent) throws Exception {
        Object made = guarded(sent, () -> {
            Object object = ((Call<?>) sent.function()).call();
            if (object == null) {
                throw new NullPointerException("what was to make the object gave null");
            }
            return object;
        });
        Class<?> itsInterface = find(made.getClass(), interfaceName);
        if (itsInterface == null) {
            throw new IllegalStateException("the object of class="
                    + made.getClass().getName() + " does not implement interface=" + interfaceName);
        }
        for (Method method : itsInterface.getMethods()) {
            methods.put(signature(method), method);
        }
        type = interfaceName;
        tool = sent;
        target = made;
        return Reply.DONE;
    }

    private static @Nullable Class<?> find(@Nullable Class<?> type, String name) {
        if (type == null) {
            return null;
        }
        if (type.getName().equals(name)) {
            return type;
        }
        for (Class<?> its : type.getInterfaces()) {
            Class<?> found = find(its, name);
            if (found != null) {
                return found;
            }
        }
        return find(type.getSuperclass(), name);
    }

    /** Names a method, whichever loader its classes are of. */
    static String signature(Method method) {
        return method.getName()
                + Arrays.stream(method.getParameterTypes()).map(Class::getName).toList();
    }

    private Reply invoke(List<byte[]> parts) throws Exception {
        Tool its = tool;
        Object on = target;
        if (its == null || on == null) {
            throw new IllegalStateException("the object could not be made when it was registered");
        }
        String signature = new String(parts.get(0), UTF_8);
        if (signature.equals("toString[]")) {
            return Reply.done(guarded(its, () -> pack(its, on.toString())));
        }
        Method method = methods.get(signature);
        if (method == null) {
            throw new IllegalStateException(
                    "interface=" + type + " has no method=" + signature + "; its methods=" + methods.keySet());
        }
        return Reply.done(guarded(its, () -> {
            List<@Nullable Object> arguments = new ArrayList<>();
            for (byte[] part : parts.subList(1, parts.size())) {
                arguments.add(value(its, part));
            }
            method.setAccessible(true); // a notebook's interface need not be public
            try {
                return pack(its, method.invoke(on, arguments.toArray()), false);
            } catch (InvocationTargetException e) {
                throw e.getCause() == null ? e : e.getCause();
            }
        }));
    }
}
