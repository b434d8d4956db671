package partita.internal.parcel.value;

import com.esotericsoftware.kryo.kryo5.Kryo;
import com.esotericsoftware.kryo.kryo5.Serializer;
import com.esotericsoftware.kryo.kryo5.io.Input;
import com.esotericsoftware.kryo.kryo5.io.Output;

/** Writes the ticket of a stand-in. */
final class TravelSerializer extends Serializer<Travels> {
    @Override
    public void write(Kryo kryo, Output output, Travels standIn) {
        kryo.writeClassAndObject(output, standIn.ticket());
    }

    @Override
    public Travels read(Kryo kryo, Input input, Class<? extends Travels> type) {
        var ticket = (Travels.Ticket) kryo.readClassAndObject(input);
        return (Travels) ticket.arrive(kryo.getClassLoader());
    }
}
