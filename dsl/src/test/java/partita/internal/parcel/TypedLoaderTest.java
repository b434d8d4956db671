package partita.internal.parcel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import partita.function.Fn;
import partita.spi.ClassSource;

class TypedLoaderTest {
    private static final ClassSource SNIPPETS = new ClassSource() {};

    @Test
    void functions_packedAndLoaded_areOfTheirOwnClassAndDoTheSame() throws Exception {
        var results = new ArrayList<Object>();
        for (Fn<Integer, Integer> function : new TypedLoader().functions()) {
            try (var packer = new Packer(function, SNIPPETS)) {
                Loaded loaded = Loaded.load(packer.bundle().bytes(), new BlobStore());
                results.add(((Fn<Integer, ?>) loaded.function()).apply(5));
                assertNotEquals(function.getClass(), loaded.function().getClass());
                assertTrue(
                        loaded.function().getClass().getName().startsWith(ClassSource.SNIPPETS),
                        () -> loaded.function().toString());
            }
        }
        assertEquals(List.of(25, 15, 8), results);
    }

    @Test
    void functions_asTwoSnippets_sendTwoBundles() throws Exception {
        var typed = new TypedLoader();
        assertNotEquals(
                hash(typed.functions().getFirst()), hash(typed.functions().getFirst()));
    }

    private static String hash(Object function) {
        try (var packer = new Packer(function, SNIPPETS)) {
            return packer.bundle().hash();
        }
    }
}
