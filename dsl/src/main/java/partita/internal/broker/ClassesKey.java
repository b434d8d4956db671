package partita.internal.broker;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;

/** Classes under their hash, as {@link Op#KEEP_CLASSES} sends them: the hash's length, the hash, the content. */
public final class ClassesKey {
    private ClassesKey() {}

    /**
     * Packs both.
     *
     * @param hash names the content; at most 127 characters of ASCII
     * @param content the packed classes
     * @return the payload
     */
    public static byte[] pack(String hash, byte[] content) {
        byte[] name = hash.getBytes(UTF_8);
        byte[] all = new byte[1 + name.length + content.length];
        all[0] = (byte) name.length;
        System.arraycopy(name, 0, all, 1, name.length);
        System.arraycopy(content, 0, all, 1 + name.length, content.length);
        return all;
    }

    static String hash(byte[] payload) {
        return new String(payload, 1, payload[0], UTF_8);
    }

    static byte[] content(byte[] payload) {
        return Arrays.copyOfRange(payload, 1 + payload[0], payload.length);
    }
}
