import static partita.Par.par;

import java.math.BigInteger;
import java.util.List;
import java.util.stream.IntStream;

/** Counts primes over all cores. {@code java -cp partita-dsl-0.1.0-all.jar examples/Primes.java} */
public class Primes {
    record Range(int from, int to) {}

    static long count(Range range) {
        return IntStream.range(range.from, range.to).filter(n -> BigInteger.valueOf(n).isProbablePrime(20)).count();
    }

    public static void main(String[] args) {
        List<Long> counts = par.map(par.range(10), i -> count(new Range(i * 10_000, (i + 1) * 10_000)));
        System.out.println("primes below 100000: " + counts.stream().mapToLong(Long::longValue).sum());
        par.process(() -> System.out.println("hello from a child")).start().join();
    }
}
