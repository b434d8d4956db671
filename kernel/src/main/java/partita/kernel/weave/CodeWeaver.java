package partita.kernel.weave;

import static java.lang.constant.ConstantDescs.CD_int;
import static java.lang.constant.ConstantDescs.CD_void;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.Label;
import java.lang.classfile.instruction.BranchInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.classfile.instruction.LabelTarget;
import java.lang.classfile.instruction.LookupSwitchInstruction;
import java.lang.classfile.instruction.SwitchCase;
import java.lang.classfile.instruction.TableSwitchInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Weaves one method: a check at its entry and before each branch backward, where a loop's next round begins. */
final class CodeWeaver implements CodeTransform {
    private static final ClassDesc STOP = ClassDesc.of(Stop.class.getName());
    private static final ClassDesc EXITS = ClassDesc.of(Exits.class.getName());
    private static final ClassDesc RUNTIME = ClassDesc.of(Runtime.class.getName());
    private static final MethodTypeDesc NOTHING = MethodTypeDesc.of(CD_void);
    private static final MethodTypeDesc STATUS = MethodTypeDesc.of(CD_void, CD_int);
    private static final MethodTypeDesc RUNTIME_STATUS = MethodTypeDesc.of(CD_void, RUNTIME, CD_int);

    private final Set<Label> passed = new HashSet<>();

    @Override
    public void atStart(CodeBuilder code) {
        check(code);
    }

    @Override
    public void accept(CodeBuilder code, CodeElement element) {
        switch (element) {
            case LabelTarget target -> passed.add(target.label());
            case BranchInstruction branch -> checkIf(passed.contains(branch.target()), code);
            case TableSwitchInstruction choice -> checkIf(backward(choice.defaultTarget(), choice.cases()), code);
            case LookupSwitchInstruction choice -> checkIf(backward(choice.defaultTarget(), choice.cases()), code);
            default -> {}
        }
        if (!(element instanceof InvokeInstruction call && exit(code, call))) {
            code.with(element);
        }
    }

    private boolean backward(Label otherwise, List<SwitchCase> cases) {
        return passed.contains(otherwise) || cases.stream().anyMatch(c -> passed.contains(c.target()));
    }

    private static void checkIf(boolean backward, CodeBuilder code) {
        if (backward) {
            check(code);
        }
    }

    private static void check(CodeBuilder code) {
        code.invokestatic(STOP, "check", NOTHING);
    }

    /** Calls of a method reference are left alone: shipped to a worker, it must mean what was typed. */
    private static boolean exit(CodeBuilder code, InvokeInstruction call) {
        String name = call.name().stringValue();
        boolean exit = call.typeSymbol().equals(STATUS) && (name.equals("exit") || name.equals("halt"));
        if (!exit) {
            return false;
        }
        switch (call.owner().asInternalName()) {
            case "java/lang/System" -> code.invokestatic(EXITS, name, STATUS);
            case "java/lang/Runtime" -> code.invokestatic(EXITS, name, RUNTIME_STATUS);
            default -> {
                return false;
            }
        }
        return true;
    }
}
