package partita.internal.parcel;

import java.lang.invoke.SerializedLambda;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import partita.internal.parcel.code.Member;
import partita.internal.parcel.code.Reach;
import partita.internal.parcel.value.Lambdas;
import partita.internal.parcel.value.Watcher;

/** Notes what packed values consist of: typed classes and lambdas, and whether anything in them can change. */
final class Inspector {
    static final Set<Class<?>> BOXES = Set.of(
            Boolean.class,
            Byte.class,
            Character.class,
            Short.class,
            Integer.class,
            Long.class,
            Float.class,
            Double.class);

    private final Predicate<String> typed;
    private final Set<Class<?>> seen = new HashSet<>();
    private final List<String> classes = new ArrayList<>();
    private final List<SerializedLambda> lambdas = new ArrayList<>();
    private boolean mutable;

    Inspector(Predicate<String> typed) {
        this.typed = typed;
    }

    /** Watches what is loaded once for all items. */
    final Watcher shared = new Watcher() {
        @Override
        public void type(Class<?> type) {
            mutable |= !immutable(type);
            note(type);
        }

        @Override
        public void lambda(SerializedLambda lambda) {
            lambdas.add(lambda);
        }
    };

    /** Watches what is unpacked anew for each item. */
    final Watcher items = new Watcher() {
        @Override
        public void type(Class<?> type) {
            note(type);
        }

        @Override
        public void lambda(SerializedLambda lambda) {
            lambdas.add(lambda);
        }
    };

    private void note(Class<?> type) {
        if (!seen.add(type)) {
            return;
        }
        Class<?> element = type;
        while (element.isArray()) {
            element = element.getComponentType();
        }
        // a lambda's class has no file: to look for one takes longer than all else
        if (!element.isHidden() && typed.test(element.getName())) {
            classes.add(element.getName());
        }
    }

    private static boolean immutable(Class<?> type) {
        return type == String.class || BOXES.contains(type) || Lambdas.is(type) || type.isEnum();
    }

    boolean mutable() {
        return mutable;
    }

    void mutable(boolean is) {
        mutable = is;
    }

    /** Whether there is nothing that {@link #tell} would tell. */
    boolean told() {
        return classes.isEmpty() && lambdas.isEmpty();
    }

    /** Adds what was noted since the last time to what is reached. */
    void tell(Reach reach) {
        var newLambdas = List.copyOf(lambdas);
        var newClasses = List.copyOf(classes);
        forget();
        for (SerializedLambda lambda : newLambdas) {
            reach.addMethod(new Member(
                    lambda.getImplClass().replace('/', '.'),
                    lambda.getImplMethodName(),
                    lambda.getImplMethodSignature()));
            reach.addClass(lambda.getCapturingClass().replace('/', '.'));
            reach.addClass(lambda.getFunctionalInterfaceClass().replace('/', '.'));
        }
        newClasses.forEach(reach::addClass);
    }

    /** What was noted is known already. */
    void forget() {
        lambdas.clear();
        classes.clear();
    }

    /** As if nothing had been packed. */
    void restart() {
        forget();
        seen.clear();
        mutable = false;
    }
}
