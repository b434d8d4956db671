package partita.internal.broker;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * What came of a call.
 *
 * @param outcome what kind of answer
 * @param number a number
 * @param payload packed values, or a text
 */
public record Reply(Outcome outcome, long number, byte[] payload) {
    /** No payload. */
    public static final byte[] NOTHING = {};

    static final Reply DONE = new Reply(Outcome.DONE, 0, NOTHING);
    static final Reply BUSY = new Reply(Outcome.BUSY, 0, NOTHING);
    static final Reply NO = new Reply(Outcome.NO, 0, NOTHING);
    static final Reply GIVEN_UP = new Reply(Outcome.GIVEN_UP, 0, NOTHING);

    static Reply done(long number) {
        return new Reply(Outcome.DONE, number, NOTHING);
    }

    static Reply done(byte[] payload) {
        return new Reply(Outcome.DONE, 0, payload);
    }

    /**
     * An answer that says why.
     *
     * @param outcome what kind of answer
     * @param why the reason, for people
     * @return the answer
     */
    public static Reply because(Outcome outcome, String why) {
        return new Reply(outcome, 0, why.getBytes(UTF_8));
    }

    /**
     * The payload as a text.
     *
     * @return the text
     */
    public String text() {
        return new String(payload, UTF_8);
    }
}
