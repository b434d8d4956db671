package partita.internal.launch;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Who this JVM is among the processes of its notebook.
 *
 * @param name the name that it was started with
 * @param family what the names of its children begin with; empty in the notebook
 * @param daemon whether it is a daemon's; its children are daemons too, unless told otherwise
 * @param parent who started it; null in the notebook
 */
public record Self(
        String name,
        String family,
        boolean daemon,
        @Nullable Parent parent) {
    private static final Self NOTEBOOK = new Self("MainProcess", "", false, null);
    private static volatile Self current = NOTEBOOK;

    /**
     * The process that started this one.
     *
     * @param name its name
     * @param pid its process id
     */
    public record Parent(String name, long pid) {}

    /**
     * Who this JVM is.
     *
     * @return the notebook, until {@link #become} says otherwise
     */
    public static Self current() {
        return current;
    }

    /**
     * In a new worker: takes on what its orders say.
     *
     * @param orders from {@link #orders}, among others
     */
    public static void become(Orders orders) {
        current = new Self(
                orders.get(Role.NAME),
                orders.get(Role.FAMILY),
                Boolean.parseBoolean(orders.get(Role.DAEMON)),
                new Parent(orders.get(Role.PARENT), Long.parseLong(orders.get(Role.PARENT_PID))));
        Logs.become(orders.values());
    }

    /**
     * What to tell a new child of this process.
     *
     * @param name its name
     * @param family what the names of its own children shall begin with
     * @param daemon whether it is a daemon
     * @return the orders that make it know
     */
    public Map<String, String> orders(String name, String family, boolean daemon) {
        var orders = new LinkedHashMap<>(Logs.current().orders());
        orders.put(Role.NAME, name);
        orders.put(Role.FAMILY, family);
        orders.put(Role.DAEMON, Boolean.toString(daemon));
        orders.put(Role.PARENT, this.name);
        orders.put(Role.PARENT_PID, Long.toString(ProcessHandle.current().pid()));
        return orders;
    }

    /**
     * The usual name of a child of this process.
     *
     * @param kind what it is, such as {@code Process}
     * @param number which of them, from 1
     * @return {@code Process-1} in the notebook, {@code Process-1:2} in its child
     */
    public String childName(String kind, long number) {
        return family.isEmpty() ? kind + "-" + number : family + ":" + number;
    }

    /**
     * Names this process anew; those that it starts from now on know it so.
     *
     * @param newName the new name
     */
    public static void rename(String newName) {
        Self self = current;
        current = new Self(newName, self.family, self.daemon, self.parent);
    }
}
