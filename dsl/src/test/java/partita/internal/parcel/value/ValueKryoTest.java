package partita.internal.parcel.value;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is made by hand, since making it the usual way costs each JVM's start, is what the usual way gives. */
final class ValueKryoTest {
    @ParameterizedTest
    @ValueSource(
            classes = {
                ArrayList.class,
                HashMap.class,
                HashSet.class,
                LinkedHashMap.class,
                LinkedHashSet.class,
                Object[].class,
                String[].class
            })
    void register_commonClass_hasTheSerializerThatWouldBeChosen(Class<?> type) {
        var kryo = new ValueKryo(ValueKryoTest.class.getClassLoader(), Watcher.NONE, Blobs.NONE);
        assertEquals(
                kryo.getDefaultSerializer(type).getClass(),
                kryo.getRegistration(type).getSerializer().getClass());
    }

    private static LambdaShape shape(String method, List<String> markers) {
        return new LambdaShape("a/Fn", "apply", "()V", 6, "a/B", method, "(I)I", "(I)I", markers);
    }

    @Test
    void equals_shapes_asTheirParts() {
        LambdaShape shape = shape("lambda$0", List.of());
        assertEquals(shape("lambda$0", List.of()), shape);
        assertEquals(shape("lambda$0", List.of()).hashCode(), shape.hashCode());
        assertNotEquals(shape("lambda$1", List.of()), shape);
        assertNotEquals(shape("lambda$0", List.of("a.Marker")), shape);
    }
}
