package partita.testing;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Says which behaviour of CPython's own tests of {@code multiprocessing} a test method shows. One method carries one
 * behaviour, and one behaviour is carried by one method; an unknown name or a second claim fails the test.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Behaviour {
    /**
     * The behaviour's name.
     *
     * @return {@code Class.method} without the leading {@code test_}, as {@code behaviours.txt} lists it
     */
    String value();

    /**
     * What CPython's test body checks.
     *
     * @return one sentence
     */
    String checks();
}
