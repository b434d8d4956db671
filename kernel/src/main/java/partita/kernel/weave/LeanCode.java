package partita.kernel.weave;

import static java.lang.constant.ConstantDescs.CD_CallSite;
import static java.lang.constant.ConstantDescs.CD_MethodHandles_Lookup;
import static java.lang.constant.ConstantDescs.CD_MethodType;
import static java.lang.constant.ConstantDescs.CD_String;
import static java.lang.constant.ConstantDescs.CD_char;
import static java.lang.constant.ConstantDescs.CD_double;
import static java.lang.constant.ConstantDescs.CD_float;
import static java.lang.constant.ConstantDescs.CD_int;
import static java.lang.constant.ConstantDescs.CD_long;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.TypeKind;
import java.lang.classfile.instruction.ConstantInstruction.LoadConstantInstruction;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.DirectMethodHandleDesc;
import java.lang.constant.DynamicCallSiteDesc;
import java.lang.constant.MethodHandleDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.List;

/**
 * Writes literals into the code instead of the constant pool. HotSpot never takes a constant out of a class's pool:
 * each redefinition in place adds what is new, and each version gets a copy that is larger than all before, so
 * the metaspace of a method that is typed ten thousand times, with another number or text each time, would grow with
 * the square of that. Code of this form is slower where it uses texts, so it is for what is redefined very often.
 */
final class LeanCode implements CodeTransform {
    /** Stands in a recipe for an argument. */
    static final char ARGUMENT = '\1';
    /** Stands in a recipe for a constant that holds one of these two characters itself. */
    private static final char CONSTANT = '\2';
    /** A character takes seven bytes, a method has 64 KB; longer texts stay constants. */
    private static final int LONGEST_TEXT = 1000;

    private static final ClassDesc LITERALS = ClassDesc.of(Literals.class.getName());
    private static final DirectMethodHandleDesc CONCAT = MethodHandleDesc.ofMethod(
            DirectMethodHandleDesc.Kind.STATIC,
            LITERALS,
            "concat",
            MethodTypeDesc.of(CD_CallSite, CD_MethodHandles_Lookup, CD_String, CD_MethodType));

    @Override
    public void accept(CodeBuilder code, CodeElement element) {
        boolean done =
                switch (element) {
                    case LoadConstantInstruction load -> literal(code, load.constantValue());
                    case InvokeDynamicInstruction call -> concatenation(code, call);
                    default -> false;
                };
        if (!done) {
            code.with(element);
        }
    }

    private static boolean literal(CodeBuilder code, Object value) {
        switch (value) {
            case Integer i -> number(code, i);
            case Long l -> number(code, l);
            case Float f -> {
                number(code, Float.floatToRawIntBits(f));
                code.invokestatic(
                        ClassDesc.of("java.lang.Float"), "intBitsToFloat", MethodTypeDesc.of(CD_float, CD_int));
            }
            case Double d -> {
                number(code, Double.doubleToRawLongBits(d));
                code.invokestatic(
                        ClassDesc.of("java.lang.Double"), "longBitsToDouble", MethodTypeDesc.of(CD_double, CD_long));
            }
            case String s when s.length() <= LONGEST_TEXT -> text(code, s);
            default -> {
                return false;
            }
        }
        return true;
    }

    private static void number(CodeBuilder code, int value) {
        if (value == (short) value) {
            code.loadConstant(value);
        } else {
            code.loadConstant(value >> 16).bipush(16).ishl();
            code.loadConstant((short) value).i2c().ior();
        }
    }

    private static void number(CodeBuilder code, long value) {
        if (value == (int) value) {
            number(code, (int) value);
            code.i2l();
        } else {
            number(code, (int) (value >> 32));
            code.i2l().bipush(32).lshl();
            number(code, (int) value);
            code.i2l().bipush(32).lshl().bipush(32).lushr().lor();
        }
    }

    private static void text(CodeBuilder code, String text) {
        number(code, text.length());
        code.newarray(TypeKind.CHAR);
        for (int i = 0; i < text.length(); i++) {
            code.dup();
            number(code, i);
            number(code, text.charAt(i));
            code.castore();
        }
        code.invokestatic(LITERALS, "text", MethodTypeDesc.of(CD_String, CD_char.arrayType()));
    }

    /** The recipe of a concatenation is a constant too; here it is one more argument. */
    private static boolean concatenation(CodeBuilder code, InvokeDynamicInstruction call) {
        List<?> constants = call.bootstrapArgs();
        boolean plain = call.bootstrapMethod().methodName().equals("makeConcatWithConstants")
                && constants.size() == 1
                && constants.getFirst() instanceof String recipe
                && recipe.length() <= LONGEST_TEXT
                && recipe.indexOf(CONSTANT) < 0;
        if (plain) {
            text(code, (String) constants.getFirst());
            MethodTypeDesc type = call.typeSymbol();
            code.invokedynamic(DynamicCallSiteDesc.of(
                    CONCAT, "concat", type.insertParameterTypes(type.parameterCount(), CD_String)));
        }
        return plain;
    }
}
