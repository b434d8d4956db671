package partita.kernel.message;

import com.google.gson.JsonObject;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** Messages to frames and back, signed with HMAC-SHA256. For one thread. */
public final class Codec {
    private static final byte[] DELIMITER = "<IDS|MSG>".getBytes(StandardCharsets.US_ASCII);
    private static final int PARTS = 4;

    private final @Nullable Mac mac;

    /**
     * Makes a codec.
     *
     * @param key the connection's secret; empty for messages without signatures
     * @throws IllegalStateException if this JVM has no HMAC-SHA256
     */
    public Codec(String key) {
        this.mac = key.isEmpty() ? null : mac(key);
    }

    private static Mac mac(String key) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return mac;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(
                    "messages cannot be signed: this JVM offers no HmacSHA256; use a JDK with java.base's providers",
                    e);
        }
    }

    /**
     * Writes a message.
     *
     * @param message what to write
     * @return its frames, routing frames first
     */
    public List<byte[]> encode(Message message) {
        List<byte[]> parts = List.of(
                Json.bytes(message.header()),
                Json.bytes(message.parent()),
                Json.bytes(message.metadata()),
                Json.bytes(message.content()));
        List<byte[]> frames = new ArrayList<>(message.identities());
        frames.add(DELIMITER);
        frames.add(signature(parts));
        frames.addAll(parts);
        frames.addAll(message.buffers());
        return frames;
    }

    /**
     * Reads a message.
     *
     * @param frames its frames as they came
     * @return the message
     * @throws BadMessageException if it is truncated, wrongly signed or no JSON
     */
    public Message decode(List<byte[]> frames) throws BadMessageException {
        int at = 0;
        while (at < frames.size() && !Arrays.equals(frames.get(at), DELIMITER)) {
            at++;
        }
        if (at == frames.size()) {
            throw new BadMessageException("it has no delimiter: frames=" + frames.size());
        }
        int body = at + 2;
        if (frames.size() < body + PARTS) {
            throw new BadMessageException("it is truncated: frames=" + frames.size());
        }
        List<byte[]> parts = frames.subList(body, body + PARTS);
        if (mac != null && !MessageDigest.isEqual(signature(parts), frames.get(at + 1))) {
            throw new BadMessageException("its signature is wrong: the sender does not have this kernel's key");
        }
        JsonObject header = Json.object(parts.get(0), "header");
        JsonObject parent = Json.object(parts.get(1), "parent header");
        JsonObject metadata = Json.object(parts.get(2), "metadata");
        JsonObject content = Json.object(parts.get(3), "content");
        if (Json.text(header, "msg_type", "").isEmpty()) {
            throw new BadMessageException("its header names no msg_type");
        }
        return new Message(
                frames.subList(0, at), header, parent, metadata, content, frames.subList(body + PARTS, frames.size()));
    }

    private byte[] signature(List<byte[]> parts) {
        if (mac == null) {
            return new byte[0];
        }
        parts.forEach(mac::update);
        return HexFormat.of().formatHex(mac.doFinal()).getBytes(StandardCharsets.US_ASCII);
    }
}
