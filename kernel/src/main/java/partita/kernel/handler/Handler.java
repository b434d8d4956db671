package partita.kernel.handler;

import com.google.gson.JsonObject;
import org.jspecify.annotations.Nullable;
import partita.kernel.message.Message;

/** Answers one type of request. */
@FunctionalInterface
interface Handler {
    /**
     * Does what is asked.
     *
     * @param request the request
     * @return the answer's body, or null for a message that wants no answer
     * @throws Exception whatever went wrong; the client is told
     */
    @Nullable
    JsonObject handle(Message request) throws Exception;

    /** Called before the client is told that a request of this type is being served. */
    default void begins() {}

    /** Called when it was served, before the client is told so. */
    default void ends() {}
}
