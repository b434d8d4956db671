package partita.internal.parcel.value;

import com.esotericsoftware.kryo.kryo5.KryoException;

/** A value that cannot travel; Kryo adds on the way out where it was reached. */
final class Refused extends KryoException {
    private final String what;

    Refused(String what) {
        super(what);
        this.what = what;
    }

    /** What cannot travel, why, and what to do. */
    String what() {
        return what;
    }
}
