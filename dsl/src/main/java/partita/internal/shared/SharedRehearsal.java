package partita.internal.shared;

import java.util.List;
import partita.api.Guard;
import partita.api.SharedCondition;
import partita.api.SharedEvent;
import partita.api.SharedLock;
import partita.api.SharedQueue;
import partita.api.SharedSemaphore;
import partita.api.SharedValue;
import partita.function.Task;
import partita.internal.broker.Broker;
import partita.internal.broker.Port;
import partita.internal.broker.Ports;
import partita.internal.launch.Rehearsal;
import partita.internal.parcel.Packer;
import partita.internal.parcel.Runner;
import partita.spi.ClassSource;
import partita.spi.Engine;

/** Uses what processes share, as the process that keeps it and as one that comes to it. */
public final class SharedRehearsal implements Rehearsal {
    /** For the service loader. */
    public SharedRehearsal() {}

    @Override
    public void run() {
        Broker own = Ports.own();
        use(new SharedFactory(own, true));
        Port away = Ports.connect(own.home());
        use(new SharedFactory(away, false));
        SharedValue<Integer> value = new SharedFactory(own, true).value(0);
        Task task = value::increment;
        Engine.Work work = Packer.single(task, null, new ClassSource() {});
        var runner = new Runner();
        runner.add(work.bundle().hash(), work.bundle().bytes());
        runner.run(1, work.bundle().hash(), work.payload(), 0, (_, _) -> {});
    }

    private static void use(SharedFactory shared) {
        SharedLock lock = shared.lock();
        try (Guard _ = lock.acquire()) {
            var _ = shared.value(0).increment();
        }
        SharedQueue<Object> queue = shared.queue(0);
        queue.put(1);
        queue.put(List.of("a", 2));
        var _ = queue.get();
        var _ = queue.get();
        SharedSemaphore semaphore = shared.semaphore(1, false);
        semaphore.acquire().close();
        SharedEvent event = shared.event();
        event.set();
        event.await();
        SharedCondition condition = shared.condition();
        try (Guard _ = condition.acquire()) {
            condition.signal();
        }
    }
}
