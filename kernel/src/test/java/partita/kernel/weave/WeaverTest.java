package partita.kernel.weave;

import static java.lang.constant.ConstantDescs.CD_int;
import static java.lang.constant.ConstantDescs.CD_void;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WeaverTest {
    private final List<String> log = new ArrayList<>();
    private final Weaver weaver = new Weaver(WeaverTest.class.getClassLoader(), log::add);

    @AfterEach
    void clear() {
        Stop.clear();
    }

    private static byte[] method(Consumer<CodeBuilder> code) {
        return ClassFile.of()
                .build(
                        ClassDesc.of("Typed"),
                        type -> type.withMethodBody(
                                "m",
                                MethodTypeDesc.of(CD_void),
                                ClassFile.ACC_STATIC | ClassFile.ACC_PUBLIC,
                                code::accept));
    }

    private static List<String> calls(byte[] classFile) {
        return ClassFile.of().parse(classFile).methods().stream()
                .flatMap(method -> method.code().orElseThrow().elementStream())
                .filter(InvokeInstruction.class::isInstance)
                .map(InvokeInstruction.class::cast)
                .map(call ->
                        call.owner().name().stringValue() + "." + call.name().stringValue())
                .toList();
    }

    @Test
    void weave_loop_isCheckedAtEntryAndBeforeItsNextRound() {
        byte[] woven = weaver.weave("Typed", method(code -> {
            Label head = code.newBoundLabel();
            code.goto_(head);
        }));
        assertEquals(List.of("partita/kernel/weave/Stop.check", "partita/kernel/weave/Stop.check"), calls(woven));
        assertEquals(List.of(), log);
    }

    @Test
    void weave_exit_isReplaced() {
        byte[] woven = weaver.weave("Typed", method(code -> code.iconst_3()
                .invokestatic(ClassDesc.of("java.lang.System"), "exit", MethodTypeDesc.of(CD_void, CD_int))
                .return_()));
        assertEquals(List.of("partita/kernel/weave/Stop.check", "partita/kernel/weave/Exits.exit"), calls(woven));
    }

    @Test
    void weave_methodThatWouldGrowTooLarge_staysAsItWas() {
        byte[] typed = method(code -> {
            for (int i = 0; i < 65_533; i++) {
                code.nop();
            }
            code.return_();
        });
        assertSame(typed, weaver.weave("Typed", typed));
        assertTrue(log.getFirst().startsWith("className=Typed runs without stop checks"), log::toString);
    }

    @Test
    void check_threadThatWasAsked_isStoppedThenLeftToTidyUp() {
        Thread.currentThread().interrupt();
        Stop.ask(Thread.currentThread());
        assertThrows(CellInterrupted.class, Stop::check);
        Stop.check();
        Stop.ask(Thread.currentThread());
        assertThrows(CellInterrupted.class, Stop::check);
        Stop.clear();
        Stop.check();
    }

    @Test
    void check_otherThread_isLeftAlone() throws InterruptedException {
        Thread other = Thread.ofPlatform().unstarted(() -> {});
        Stop.ask(other);
        Stop.check();
        assertTrue(!Thread.currentThread().isInterrupted());
    }
}
