package partita.kernel.display;

import com.google.gson.JsonObject;

/** The live notebook, as seen from code in a cell. */
public interface Outlet {
    /**
     * Publishes a message of the calling thread's cell.
     *
     * @param type its {@code msg_type}
     * @param content its body
     */
    void publish(String type, JsonObject content);

    /**
     * Asks whoever sits at the notebook for a line.
     *
     * @param prompt what to ask
     * @param password whether the answer is to be hidden
     * @return the line, without its end
     * @throws partita.api.ParInterruptedException if the cell is interrupted meanwhile
     * @throws IllegalStateException if nobody can be asked
     */
    String readLine(String prompt, boolean password);
}
