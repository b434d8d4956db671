package partita.kernel.weave;

/** What calls of {@code System.exit} and its kin become in the kernel's copy of notebook classes. */
public final class Exits {
    private Exits() {}

    /**
     * Instead of {@link System#exit}.
     *
     * @param status as given there
     * @throws CellExit always
     */
    public static void exit(int status) {
        throw new CellExit("System.exit(" + status + ")");
    }

    /**
     * Instead of {@link Runtime#exit}.
     *
     * @param runtime the runtime that it was called on
     * @param status as given there
     * @throws CellExit always
     * @throws NullPointerException if there is no runtime, as the real one does
     */
    public static void exit(Runtime runtime, int status) {
        throw new CellExit(of(runtime) + ".exit(" + status + ")");
    }

    /**
     * Instead of {@link Runtime#halt}.
     *
     * @param runtime the runtime that it was called on
     * @param status as given there
     * @throws CellExit always
     * @throws NullPointerException if there is no runtime, as the real one does
     */
    public static void halt(Runtime runtime, int status) {
        throw new CellExit(of(runtime) + ".halt(" + status + ")");
    }

    private static String of(Runtime runtime) {
        return runtime.getClass().getSimpleName();
    }
}
