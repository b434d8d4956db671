package partita.internal.parcel;

import com.esotericsoftware.kryo.kryo5.io.Input;
import com.esotericsoftware.kryo.kryo5.io.Output;
import java.util.HashMap;
import java.util.Map;
import partita.internal.parcel.code.Reach;
import partita.spi.ClassSource;

/**
 * A typed class and all that it reaches, to be sent by itself.
 *
 * @param hash names the content; empty where it needs notebook variables, and so must come in a bundle
 * @param bytes the packed classes
 */
record TypedClasses(String hash, byte[] bytes) {
    private static final TypedClasses NONE = new TypedClasses("", new byte[0]);

    static TypedClasses of(String name, ClassSource source, ClassLoader loader) {
        var reach = new Reach(source, loader);
        reach.addClass(name);
        if (!reach.takeVariables().isEmpty()
                || !reach.writes().isEmpty()
                || !reach.takeStatics().isEmpty()) {
            return NONE;
        }
        Map<String, byte[]> classes = reach.classes();
        if (!classes.containsKey(name)) {
            return NONE;
        }
        var output = new Output(1024, -1);
        output.writeVarInt(classes.size(), true);
        classes.forEach((className, content) -> {
            output.writeString(className);
            output.writeVarInt(content.length, true);
            output.writeBytes(content);
        });
        byte[] bytes = output.toBytes();
        return new TypedClasses(Digest.of(bytes), bytes);
    }

    static Map<String, byte[]> unpack(byte[] bytes) {
        var input = new Input(bytes);
        var classes = new HashMap<String, byte[]>();
        for (int n = input.readVarInt(true); n > 0; n--) {
            String name = input.readString();
            classes.put(name, input.readBytes(input.readVarInt(true)));
        }
        return classes;
    }
}
