package partita.api;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One end of a connection: what is sent at one end is received at the other, in order, each message whole. When the
 * other end was closed, or every process that ever used it has ended, what it sent can still be received; then comes a
 * ClosedException.
 *
 * @param <T> the messages' type
 */
public interface Connection<T> extends Awaitable, AutoCloseable {
    /**
     * Sends a message.
     *
     * @param message the message; may be null
     * @throws ClosedException if an end is closed, or the process that keeps the connection has ended
     * @throws NotShippableException if it cannot travel
     * @throws IllegalStateException if this end is for receiving only
     */
    void send(@Nullable T message);

    /**
     * Receives a message; waits while there is none.
     *
     * @return the message
     * @throws ClosedException if none is left and an end is closed
     * @throws ParInterruptedException if interrupted meanwhile; nothing is received then
     * @throws IllegalStateException if this end is for sending only, or bytes were sent
     */
    @Nullable
    T recv();

    /**
     * Receives a message; waits while there is none, for some time.
     *
     * @param limit how long
     * @return the message
     * @throws ParTimeoutException if none came
     * @throws ClosedException if none is left and an end is closed
     * @throws ParInterruptedException if interrupted meanwhile; nothing is received then
     */
    @Nullable
    T recv(Duration limit);

    /**
     * Waits until {@link #recv()} would return, or throw, at once.
     *
     * @param limit how long; zero or less for not at all
     * @return whether it would
     * @throws ClosedException if this end is closed
     * @throws ParInterruptedException if interrupted meanwhile
     */
    boolean poll(Duration limit);

    /**
     * Sends bytes as they are.
     *
     * @param bytes the message
     * @throws ClosedException if an end is closed
     * @throws IllegalStateException if this end is for receiving only
     */
    void sendBytes(byte[] bytes);

    /**
     * Sends a part of an array of bytes as it is.
     *
     * @param bytes holds the message
     * @param offset where it begins
     * @param length how many bytes it has
     * @throws IndexOutOfBoundsException if the array does not have that part; nothing is sent then
     * @throws ClosedException if an end is closed
     * @throws IllegalStateException if this end is for receiving only
     */
    void sendBytes(byte[] bytes, int offset, int length);

    /**
     * Receives what {@link #sendBytes} sent; waits while there is none.
     *
     * @return the message
     * @throws ClosedException if none is left and an end is closed
     * @throws ParInterruptedException if interrupted meanwhile; nothing is received then
     * @throws IllegalStateException if this end is for sending only, or a value was sent, which {@link #recv()} gets
     */
    byte[] recvBytes();

    /** Closes this end. */
    @Override
    void close();
}
