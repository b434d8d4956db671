package partita.kernel.message;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CodecTest {
    private static final String KEY = "a-key";

    private static Message message() {
        JsonObject content = new JsonObject();
        content.addProperty("text", "é 😀 </script>");
        return new Session().broadcast(new JsonObject(), "stream", content);
    }

    private static String refusal(List<byte[]> frames) {
        return assertThrows(BadMessageException.class, () -> new Codec(KEY).decode(frames))
                .getMessage();
    }

    private static List<byte[]> signed(String... parts) {
        Codec codec = new Codec(KEY);
        List<byte[]> frames = new ArrayList<>(codec.encode(message()).subList(1, 3));
        List<byte[]> texts = new ArrayList<>();
        for (String part : parts) {
            texts.add(part.getBytes(StandardCharsets.UTF_8));
        }
        frames.set(1, hmac(texts));
        frames.addAll(texts);
        return frames;
    }

    private static byte[] hmac(List<byte[]> parts) {
        try {
            var mac = javax.crypto.Mac.getInstance("HmacSHA256");
            mac.init(new javax.crypto.spec.SecretKeySpec(KEY.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            parts.forEach(mac::update);
            return java.util.HexFormat.of().formatHex(mac.doFinal()).getBytes(StandardCharsets.US_ASCII);
        } catch (java.security.GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void decode_whatWasEncoded_givesTheSameMessage() throws BadMessageException {
        Message sent = message();
        Message got = new Codec(KEY).decode(new Codec(KEY).encode(sent));
        assertEquals(sent.header(), got.header());
        assertEquals(sent.content(), got.content());
        assertArrayEquals(sent.identities().getFirst(), got.identities().getFirst());
    }

    @Test
    void encode_knownText_hasTheSignatureThatTheProtocolSays() throws BadMessageException {
        List<byte[]> frames = signed("{\"msg_type\":\"a\"}", "{}", "{}", "{}");
        assertEquals("a", new Codec(KEY).decode(frames).type());
    }

    @Test
    void decode_wrongKey_isRefused() {
        assertTrue(refusal(new Codec("another").encode(message())).contains("signature"));
    }

    @Test
    void decode_changedContent_isRefused() {
        List<byte[]> frames = new ArrayList<>(new Codec(KEY).encode(message()));
        frames.set(frames.size() - 1, "{}".getBytes(StandardCharsets.UTF_8));
        assertTrue(refusal(frames).contains("signature"));
    }

    @Test
    void decode_truncated_isRefused() {
        assertTrue(refusal(new Codec(KEY).encode(message()).subList(0, 4)).contains("truncated"));
        assertTrue(refusal(List.of(new byte[] {1, 2})).contains("delimiter"));
        assertTrue(refusal(List.of()).contains("delimiter"));
    }

    @Test
    void decode_signedGarbage_isRefused() {
        assertTrue(refusal(signed("{}", "{}", "{}", "{}")).contains("msg_type"));
        assertTrue(refusal(signed("[]", "{}", "{}", "{}")).contains("header"));
        assertTrue(
                refusal(signed("{\"msg_type\":\"a\"}", "{}", "{}", "{\"a\":")).contains("content"));
        assertTrue(refusal(signed("{\"msg_type\":\"a\"}", "{}", "{}", "")).contains("content"));
    }

    @Test
    void decode_tenThousandLevels_isRefusedWithoutOverflow() {
        String deep = "{\"a\":" + "[".repeat(10_000) + "]".repeat(10_000) + "}";
        assertTrue(refusal(signed("{\"msg_type\":\"a\"}", "{}", "{}", deep)).contains("deep"));
    }

    @Test
    void decode_bracketsInText_areNoDepth() throws BadMessageException {
        String content = "{\"code\":\"\\\"" + "[{".repeat(5_000) + "\"}";
        assertEquals(
                "a",
                new Codec(KEY)
                        .decode(signed("{\"msg_type\":\"a\"}", "{}", "{}", content))
                        .type());
    }

    @Test
    void decode_noKey_needsNoSignature() throws BadMessageException {
        assertEquals(
                "stream", new Codec("").decode(new Codec("").encode(message())).type());
    }

    @Test
    void codePoints_surrogatesBeforeTheCursor_countOnce() {
        assertEquals(3, CodePoints.toIndex("😀a", 2));
        assertEquals(2, CodePoints.fromIndex("😀a", 3));
        assertEquals(3, CodePoints.toIndex("😀a", 99));
        assertEquals(0, CodePoints.toIndex("😀a", -1));
    }
}
