package partita.internal.parcel.value;

import java.lang.invoke.SerializedLambda;

/** Is told what a value consists of while it is packed. */
public interface Watcher {
    /** Watches nothing. */
    Watcher NONE = new Watcher() {};

    /**
     * An object of this class is written.
     *
     * @param type the class
     */
    default void type(Class<?> type) {}

    /**
     * A lambda is written.
     *
     * @param lambda what it is made of
     */
    default void lambda(SerializedLambda lambda) {}
}
