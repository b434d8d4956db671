package partita.kernel.repl;

/** Whether a text is a whole cell. */
public enum Completeness {
    /** It can be run. */
    COMPLETE,
    /** More must be typed. */
    INCOMPLETE,
    /** No more typing can mend it. */
    INVALID
}
