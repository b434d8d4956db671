package partita.internal.transport;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;
import partita.internal.wire.Frames;
import partita.internal.wire.Message;
import zmq.Msg;
import zmq.msg.MsgAllocator;
import zmq.msg.MsgAllocatorThreshold;

/** Makes ZeroMQ's sockets as both sides have them, and moves frames. Everything is CURVE. */
final class Sockets {
    private static final int HANDSHAKE_MILLIS = 10_000;

    /** A stranger can have a server make room for one frame before it has proved anything. */
    private static final int FAR_FRAME = 1 << 16;

    /** CURVE's own words round a frame. */
    private static final long OVERHEAD = 1024;

    /** No operating system tells of the end of another machine, or of the way to it. */
    private static final Duration HEARTBEAT = Duration.ofSeconds(2);

    private static final Duration SILENCE_LIMIT = Duration.ofSeconds(12);

    /**
     * Makes room for frames. JeroMQ 0.6.0 takes a length of eight bytes with the first bit set for a negative one, which
     * is below every limit, cuts it down to four bytes and asks for that: for gigabytes, or for less than nothing, which
     * leaves it in a state that its context cannot be closed in. An empty frame it refuses in good order.
     */
    private record Room(long limit) implements MsgAllocator {
        private static final MsgAllocator USUAL = new MsgAllocatorThreshold();

        @Override
        public Msg allocate(int size) {
            return USUAL.allocate(size < 0 || size > limit ? 0 : size);
        }
    }

    private Sockets() {}

    private static int frameLimit(boolean far) {
        return far ? FAR_FRAME : Frames.MAX_FRAME;
    }

    /** A message as it is sent. */
    static byte[][] frames(Message message, boolean far) {
        byte[][] frames = Frames.encode(message);
        return far && frames.length > 1 ? cut(frames) : frames;
    }

    private static byte[][] cut(byte[][] frames) {
        List<byte[]> parts = new ArrayList<>();
        for (byte[] frame : frames) {
            for (int from = 0; from < frame.length; from += FAR_FRAME) {
                parts.add(Arrays.copyOfRange(frame, from, Math.min(frame.length, from + FAR_FRAME)));
            }
        }
        return parts.toArray(byte[][]::new);
    }

    static ZMQ.Socket server(ZContext context, byte[] secretKey, String publicKey, boolean far) {
        ZMQ.Socket socket = context.createSocket(SocketType.ROUTER);
        prepare(socket, far);
        socket.setHandshakeIvl(HANDSHAKE_MILLIS);
        socket.setCurveServer(true);
        socket.setCurveSecretKey(secretKey);
        socket.setCurvePublicKey(ZMQ.Curve.z85Decode(publicKey));
        return socket;
    }

    static ZMQ.Socket client(ZContext context, Address address) {
        ZMQ.Curve.KeyPair keys = ZMQ.Curve.generateKeyPair();
        ZMQ.Socket socket = context.createSocket(SocketType.DEALER);
        prepare(socket, address.far());
        socket.setCurveServerKey(ZMQ.Curve.z85Decode(address.serverKey()));
        socket.setCurvePublicKey(ZMQ.Curve.z85Decode(keys.publicKey));
        socket.setCurveSecretKey(ZMQ.Curve.z85Decode(keys.secretKey));
        return socket;
    }

    private static void prepare(ZMQ.Socket socket, boolean far) {
        socket.setHWM(0);
        socket.setLinger(0);
        long limit = frameLimit(far) + OVERHEAD;
        socket.setMaxMsgSize(limit);
        socket.setMsgAllocator(new Room(limit));
        if (far) {
            socket.setIPv6(true);
            socket.setHeartbeatIvl((int) HEARTBEAT.toMillis());
            socket.setHeartbeatTimeout((int) SILENCE_LIMIT.toMillis());
            socket.setHeartbeatTtl((int) SILENCE_LIMIT.toMillis());
        }
    }

    static void send(ZMQ.Socket socket, byte[][] frames) {
        for (int i = 0; i < frames.length; i++) {
            socket.send(frames[i], i + 1 < frames.length ? ZMQ.SNDMORE : 0);
        }
    }

    /** The frames of the next message, or null if there is none now. */
    static @Nullable List<byte[]> receive(ZMQ.Socket socket) {
        byte[] first = socket.recv(ZMQ.DONTWAIT);
        if (first == null) {
            return null;
        }
        List<byte[]> frames = new ArrayList<>();
        frames.add(first);
        while (socket.hasReceiveMore()) {
            frames.add(socket.recv());
        }
        return frames;
    }
}
