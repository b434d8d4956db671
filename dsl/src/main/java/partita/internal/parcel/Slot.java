package partita.internal.parcel;

import java.lang.reflect.Field;
import org.jspecify.annotations.Nullable;
import partita.internal.parcel.code.Member;

/**
 * Where a value stands that travels with code: a notebook variable, or a static field of a class that a person wrote.
 * Looked up once.
 */
final class Slot {
    final Member member;
    final Parts.Variable variable;
    /** Whether it is a notebook variable. */
    final boolean notebook;

    private @Nullable Field field;
    private @Nullable Object holder;

    Slot(Member member, boolean notebook) {
        this.member = member;
        this.variable = new Parts.Variable(member.owner(), member.name());
        this.notebook = notebook;
    }

    @Nullable
    Object get(ClassLoader loader) throws ReflectiveOperationException {
        Field known = field;
        if (known == null) {
            holder = variable.holder(loader);
            known = variable.field(loader);
            field = known;
        }
        return known.get(holder);
    }
}
