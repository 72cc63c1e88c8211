package dev.jobrunner.faults.soak;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** What goes on beside the blows. Closing ends it, and throws what it failed by. */
final class Background implements AutoCloseable {

    private final ScheduledExecutorService threads = Executors.newScheduledThreadPool(2);
    private final List<Future<?>> all = new ArrayList<>();

    /** Ends for good when it throws. */
    void repeat(Runnable turn, Duration every) {
        all.add(threads.scheduleWithFixedDelay(turn, 0, every.toMillis(), TimeUnit.MILLISECONDS));
    }

    @Override
    public void close() {
        threads.shutdown();
        try {
            if (!threads.awaitTermination(1, TimeUnit.MINUTES)) {
                throw new IllegalStateException("What goes on beside the blows does not end");
            }
            for (Future<?> each : all) {
                if (!each.isCancelled()) {
                    each.get();
                }
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException("interrupted while waiting for what goes on beside the blows", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("What goes on beside the blows has failed", e);
        }
    }
}
