package partita.internal.parcel;

/** A content that lay beside a letter is there no more: somebody else has taken the letter. */
public final class ContentGoneException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /**
     * For one content.
     *
     * @param name its name
     */
    public ContentGoneException(String name) {
        super("the content of a large array is there no more: name=" + name);
    }
}
