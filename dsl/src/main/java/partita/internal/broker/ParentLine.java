package partita.internal.broker;

import java.lang.foreign.MemorySegment;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import partita.internal.launch.Orders;
import partita.internal.launch.Role;

/**
 * A line to the broker of this process's parent, which lay ready when this process started; for one connection.
 *
 * @param memory the line's memory
 * @param brokersSignal wakes the broker
 */
record ParentLine(MemorySegment memory, MemorySegment brokersSignal) {
    private static final AtomicReference<@Nullable Orders> READY = new AtomicReference<>();

    /** In a new child: what its orders say of such a line. */
    static void become(Orders orders) {
        READY.set(orders.find(Role.LINE).isPresent() ? orders : null);
    }

    /** The line to a broker; null where there is none, or it is in use. */
    static @Nullable ParentLine take(Home home) {
        Orders orders = READY.get();
        if (orders == null
                || home.far()
                || !orders.get(Role.LINE_BROKER).equals(home.id())
                || !READY.compareAndSet(orders, null)) {
            return null;
        }
        MemorySegment memory = Lent.tryBorrow(orders.get(Role.LINE));
        MemorySegment signal = Lent.tryBorrow(orders.get(Role.LINE_SIGNAL));
        return memory == null || signal == null ? null : new ParentLine(memory, signal);
    }
}
