package partita.internal.parcel.value;

import com.esotericsoftware.kryo.kryo5.objenesis.instantiator.ObjectInstantiator;
import com.esotericsoftware.kryo.kryo5.objenesis.strategy.InstantiatorStrategy;
import com.esotericsoftware.kryo.kryo5.objenesis.strategy.StdInstantiatorStrategy;
import com.esotericsoftware.kryo.kryo5.util.DefaultInstantiatorStrategy;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;

/**
 * Makes an object whose fields are about to be set. A constructor of people's may count, or refuse to be called twice,
 * so it is called only where it has something to do: to give values to fields that do not travel.
 */
final class Instantiation implements InstantiatorStrategy {
    private final InstantiatorStrategy byField = new StdInstantiatorStrategy();
    private final InstantiatorStrategy byConstructor = new DefaultInstantiatorStrategy(byField);

    @Override
    public <T> ObjectInstantiator<T> newInstantiatorOf(Class<T> type) {
        return (Jdk.is(type) || leavesOut(type) ? byConstructor : byField).newInstantiatorOf(type);
    }

    private static boolean leavesOut(Class<?> type) {
        for (Class<?> at = type; at != null; at = at.getSuperclass()) {
            for (Field field : at.getDeclaredFields()) {
                int modifiers = field.getModifiers();
                if (Modifier.isTransient(modifiers) && !Modifier.isStatic(modifiers)) {
                    return true;
                }
            }
        }
        return false;
    }
}
