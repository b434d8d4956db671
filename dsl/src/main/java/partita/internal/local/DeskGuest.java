package partita.internal.local;

import java.io.UncheckedIOException;
import partita.internal.transport.Desk;
import partita.internal.transport.Guest;
import partita.internal.transport.Link;
import partita.internal.transport.Parking;
import partita.internal.wire.Message;
import partita.internal.wire.WireException;

/**
 * Tells a guest on its own desk what the hub's thread tells.
 *
 * @param desk where the guest is told
 * @param guest the guest
 * @param parking where the bodies of large messages are
 */
record DeskGuest(Desk desk, Guest guest, Parking parking) implements Guest {
    @Override
    public void connected(Link link, Message.Hello hello) {
        desk.execute(() -> guest.connected(link, hello));
    }

    @Override
    public void received(Message message) {
        Message whole;
        try {
            whole = parking.whole(message);
        } catch (UncheckedIOException | WireException | OutOfMemoryError e) {
            garbled(e);
            return;
        }
        desk.execute(() -> guest.received(whole));
    }

    @Override
    public void disconnected() {
        desk.execute(guest::disconnected);
    }

    @Override
    public void garbled(Throwable failure) {
        desk.execute(() -> guest.garbled(failure));
    }
}
