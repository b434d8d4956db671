package partita.internal.parcel;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Names bytes by their content. */
final class Digest {
    /** Looking for a provider takes longer than most bundles' digests. */
    private static final MessageDigest FRESH = fresh();

    private Digest() {}

    private static MessageDigest fresh() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    static String of(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(((MessageDigest) FRESH.clone()).digest(bytes));
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("the JDK's own SHA-256 can be cloned", e);
        }
    }
}
