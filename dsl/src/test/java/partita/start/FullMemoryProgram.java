package partita.start;

import static partita.Par.par;

import java.util.Arrays;
import java.util.List;
import partita.api.ChildProcess;
import partita.api.ParException;
import partita.api.SharedBarrier;
import partita.api.SharedQueue;
import partita.api.SharedValue;

/** What a user does where {@code /dev/shm} is nearly full; prints what came of it. */
public final class FullMemoryProgram {
    private FullMemoryProgram() {}

    public static void main(String[] args) {
        System.out.println("map " + par.map(par.range(5), x -> x * x));
        double[] large = new double[2 << 20];
        Arrays.setAll(large, i -> i);
        double sum = par.apply(() -> Arrays.stream(large).sum());
        System.out.println("array there " + (sum == Arrays.stream(large).sum()));
        double[] back = par.apply(() -> new double[2 << 20]);
        System.out.println("array back " + (back.length == large.length));
        SharedQueue<double[]> queue = par.queue();
        SharedValue<Integer> count = par.value(0);
        SharedBarrier barrier = par.barrier(2);
        ChildProcess child = par.process(() -> {
                    queue.put(large);
                    count.increment();
                    barrier.await();
                })
                .start();
        barrier.await();
        System.out.println("queue " + Arrays.equals(large, queue.get()) + " value " + count.get());
        child.join();
        try {
            par.run(() -> System.exit(3));
            System.out.println("exit unseen");
        } catch (ParException e) {
            System.out.println("exit " + e.getClass().getSimpleName());
        }
        System.out.println("map " + par.map(List.of(1, 2), x -> x + 1));
    }
}
