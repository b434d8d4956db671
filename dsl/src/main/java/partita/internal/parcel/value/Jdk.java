package partita.internal.parcel.value;

/** Tells the JDK's classes from others. */
final class Jdk {
    private Jdk() {}

    static boolean is(Class<?> type) {
        ClassLoader loader = type.getClassLoader();
        return loader == null || loader == ClassLoader.getPlatformClassLoader();
    }
}
