package partita.internal.parcel.value;

import com.esotericsoftware.kryo.kryo5.Kryo;
import com.esotericsoftware.kryo.kryo5.Serializer;
import com.esotericsoftware.kryo.kryo5.io.Input;
import com.esotericsoftware.kryo.kryo5.io.Output;
import java.io.PrintStream;

/** {@code System.out} and {@code System.err}, which {@code System.out::println} holds, as those of the other JVM. */
final class StandardStreams extends Serializer<PrintStream> {
    @Override
    public void write(Kryo kryo, Output output, PrintStream stream) {
        if (stream != System.out && stream != System.err) {
            throw new Refused("a PrintStream other than System.out and System.err belongs to its JVM: make it inside"
                    + " the lambda");
        }
        output.writeBoolean(stream == System.out);
    }

    @Override
    public PrintStream read(Kryo kryo, Input input, Class<? extends PrintStream> type) {
        return input.readBoolean() ? System.out : System.err;
    }
}
