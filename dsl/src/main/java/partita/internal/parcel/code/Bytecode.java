package partita.internal.parcel.code;

import java.nio.ByteBuffer;

/** The instructions that refer to constants, and how long each is: The Java Virtual Machine Specification, 6.5. */
final class Bytecode {
    static final int LDC = 18;
    static final int LDC_W = 19;
    static final int LDC2_W = 20;
    static final int GETSTATIC = 178;
    static final int PUTSTATIC = 179;
    static final int GETFIELD = 180;
    static final int PUTFIELD = 181;
    static final int INVOKEVIRTUAL = 182;
    static final int INVOKESPECIAL = 183;
    static final int INVOKESTATIC = 184;
    static final int INVOKEINTERFACE = 185;
    static final int INVOKEDYNAMIC = 186;
    static final int NEW = 187;
    static final int ANEWARRAY = 189;
    static final int CHECKCAST = 192;
    static final int INSTANCEOF = 193;
    static final int MULTIANEWARRAY = 197;

    private static final int BIPUSH = 16;
    private static final int SIPUSH = 17;
    private static final int ILOAD = 21;
    private static final int ALOAD = 25;
    private static final int ISTORE = 54;
    private static final int ASTORE = 58;
    private static final int IINC = 132;
    private static final int IFEQ = 153;
    private static final int JSR = 168;
    private static final int RET = 169;
    private static final int TABLESWITCH = 170;
    private static final int LOOKUPSWITCH = 171;
    private static final int NEWARRAY = 188;
    private static final int WIDE = 196;
    private static final int IFNULL = 198;
    private static final int IFNONNULL = 199;
    private static final int GOTO_W = 200;
    private static final int JSR_W = 201;

    private Bytecode() {}

    /** Where the next instruction begins, of a method whose first one is at {@code begin}. */
    static int next(ByteBuffer code, int begin, int at) {
        int opcode = code.get(at) & 0xFF;
        return switch (opcode) {
            case TABLESWITCH -> {
                int table = padded(begin, at);
                yield table + 12 + 4 * (code.getInt(table + 8) - code.getInt(table + 4) + 1);
            }
            case LOOKUPSWITCH -> {
                int table = padded(begin, at);
                yield table + 8 + 8 * code.getInt(table + 4);
            }
            case WIDE -> at + ((code.get(at + 1) & 0xFF) == IINC ? 6 : 4);
            default -> at + 1 + operands(opcode);
        };
    }

    /** A switch's table begins at a multiple of four bytes from the method's first instruction. */
    private static int padded(int begin, int at) {
        return begin + ((at - begin + 4) & ~3);
    }

    private static int operands(int opcode) {
        return switch (opcode) {
            case BIPUSH, LDC, RET, NEWARRAY -> 1;
            case SIPUSH, LDC_W, LDC2_W, IINC, NEW, ANEWARRAY, CHECKCAST, INSTANCEOF, IFNULL, IFNONNULL -> 2;
            case MULTIANEWARRAY -> 3;
            case INVOKEINTERFACE, INVOKEDYNAMIC, GOTO_W, JSR_W -> 4;
            default -> {
                if (opcode >= ILOAD && opcode <= ALOAD || opcode >= ISTORE && opcode <= ASTORE) {
                    yield 1;
                }
                boolean two = opcode >= IFEQ && opcode <= JSR || opcode >= GETSTATIC && opcode <= INVOKESTATIC;
                yield two ? 2 : 0;
            }
        };
    }
}
