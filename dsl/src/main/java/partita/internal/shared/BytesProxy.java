package partita.internal.shared;

import partita.api.SharedBytes;

/** Shared numbers of type {@code byte}. */
final class BytesProxy extends ArrayProxy implements SharedBytes {
    BytesProxy(Anchor anchor, int length, Anchor lock) {
        super(anchor, length, (byte) 'b', lock);
    }

    @Override
    public byte get(int i) {
        return (byte) getBits(i);
    }

    @Override
    public void set(int i, byte value) {
        setBits(i, value);
    }

    @Override
    public byte add(int i, byte more) {
        return (byte) addBits(i, more);
    }

    @Override
    public void fill(byte value) {
        fillBits(value);
    }

    @Override
    public byte[] toArray() {
        byte[] copy = new byte[length()];
        all().get(copy);
        return copy;
    }
}
