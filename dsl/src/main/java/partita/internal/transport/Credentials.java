package partita.internal.transport;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.spec.NamedParameterSpec;
import java.security.spec.XECPrivateKeySpec;
import java.security.spec.XECPublicKeySpec;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import javax.crypto.KDF;
import javax.crypto.KeyAgreement;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.HKDFParameterSpec;
import javax.crypto.spec.PBEKeySpec;
import org.zeromq.ZMQ;
import partita.internal.wire.Frames;

/**
 * What both sides make of a key that people gave: the server's CURVE key pair, and a token for the greeting.
 *
 * <p>Who does not have the key cannot say the first word of the CURVE handshake, since that is locked with the server's
 * public key, which is never sent and, being made of the key, is a secret here. Each connection has fresh keys besides,
 * so that a key which is found out later opens nothing that was recorded. All who have the key are equals: one could
 * pass itself off as the server to another.
 *
 * <p>A key of 32 bytes or more is taken to be random, and HKDF makes of it what is needed. A shorter one was probably
 * typed by somebody, and who recorded a handshake could try out words on it: it is stretched first (PBKDF2, {@value
 * #ITERATIONS} rounds of HMAC-SHA-256, a tenth of a second, once a process), which makes each try as dear. There is no
 * salt, for both sides would need it before they can talk: so a good word is still a long one.
 */
public final class Credentials {
    /** From here on a key is as good as any. */
    private static final int STRONG_BYTES = 32;

    private static final int ITERATIONS = 200_000;
    private static final int CURVE_BYTES = 32;
    private static final int BITS = 8;
    private static final int KEPT = 16;
    private static final byte[] LABEL = ("partita, wire " + Frames.VERSION).getBytes(US_ASCII);
    private static final BigInteger BASE_POINT = BigInteger.valueOf(9);

    /** Stretching takes its time; by the hash of the key, the newest. */
    private static final Map<String, Credentials> KNOWN = new LinkedHashMap<>(KEPT, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Credentials> eldest) {
            return size() > KEPT;
        }
    };

    private final boolean empty;
    private final byte[] secret;
    private final String serverKey;
    private final String token;

    private Credentials(byte[] key) throws GeneralSecurityException {
        empty = key.length == 0;
        byte[] strong = key.length < STRONG_BYTES ? stretched(key) : key;
        KDF kdf = KDF.getInstance("HKDF-SHA256");
        secret = expand(kdf, strong, "server");
        serverKey = ZMQ.Curve.z85Encode(publicKey(secret));
        token = Base64.getUrlEncoder().withoutPadding().encodeToString(expand(kdf, strong, "token"));
    }

    /**
     * Makes them; the same ones for the same key, wherever.
     *
     * @param key any bytes; not kept. An empty one keeps nobody out, and is for this machine only
     * @return what to listen with, and what to connect with
     */
    public static Credentials of(byte[] key) {
        Objects.requireNonNull(key, "key=null: give some bytes that both sides have");
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(key);
            synchronized (KNOWN) {
                String name = Base64.getEncoder().encodeToString(hash);
                Credentials known = KNOWN.get(name);
                if (known == null) {
                    known = new Credentials(key);
                    KNOWN.put(name, known);
                }
                return known;
            }
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JDK lacks X25519, HKDF or PBKDF2, which every JDK 25 has", e);
        }
    }

    private static byte[] stretched(byte[] key) throws GeneralSecurityException {
        // as text of ASCII, since bytes are no characters
        char[] text = Base64.getEncoder().encodeToString(key).toCharArray();
        var spec = new PBEKeySpec(text, LABEL, ITERATIONS, CURVE_BYTES * BITS);
        return SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
                .generateSecret(spec)
                .getEncoded();
    }

    private static byte[] expand(KDF kdf, byte[] strong, String use) throws GeneralSecurityException {
        var parameters = HKDFParameterSpec.ofExtract()
                .addIKM(strong)
                .addSalt(LABEL)
                .thenExpand(use.getBytes(US_ASCII), CURVE_BYTES);
        return kdf.deriveData(parameters);
    }

    private static byte[] publicKey(byte[] secretKey) throws GeneralSecurityException {
        KeyFactory factory = KeyFactory.getInstance("X25519");
        PrivateKey own = factory.generatePrivate(new XECPrivateKeySpec(NamedParameterSpec.X25519, secretKey));
        PublicKey base = factory.generatePublic(new XECPublicKeySpec(NamedParameterSpec.X25519, BASE_POINT));
        KeyAgreement product = KeyAgreement.getInstance("X25519");
        product.init(own);
        product.doPhase(base, true);
        return product.generateSecret();
    }

    /**
     * The server's public CURVE key.
     *
     * @return in Z85; as secret as the key
     */
    public String serverKey() {
        return serverKey;
    }

    /**
     * What a greeting brings.
     *
     * @return the token; as secret as the key
     */
    public String token() {
        return token;
    }

    /** Refuses a key that keeps nobody out where others can come. */
    void check(Endpoint at) {
        if (empty && !at.resolve().isLoopbackAddress()) {
            throw new IllegalArgumentException("key has length=0 and address=" + at
                    + " can be reached by others, who could run code here: give some bytes that both sides have, best"
                    + " 32 of a SecureRandom");
        }
    }

    byte[] secretKey() {
        return secret.clone();
    }

    @Override
    public String toString() {
        return "Credentials"; // nobody's to read
    }
}
