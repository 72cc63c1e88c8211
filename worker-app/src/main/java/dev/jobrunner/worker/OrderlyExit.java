package dev.jobrunner.worker;

import dev.jobrunner.worker.execute.ProcessEnd;
import dev.jobrunner.worker.thread.NamedThreads;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Ends the process through its shutdown hooks, which hand the other runs back, and without them if they take too long. */
final class OrderlyExit implements ProcessEnd {

    private static final Logger log = LoggerFactory.getLogger(OrderlyExit.class);

    private final ScheduledExecutorService threads = Executors.newScheduledThreadPool(2, NamedThreads.of("exit"));
    private final AtomicReference<@Nullable Duration> within = new AtomicReference<>();

    /** How long the process still has at the most when it is ending by itself; {@code otherwise} when it is not. */
    Duration limitOr(Duration otherwise) {
        Duration limit = within.get();
        return limit == null ? otherwise : limit;
    }

    /** Whether the end came from within: no grace for the other runs then. */
    boolean isEnding() {
        return within.get() != null;
    }

    @Override
    public void because(String reason, Duration limit) {
        Duration before = within.getAndAccumulate(limit, OrderlyExit::shorter);
        if (before == null) {
            log.error("Ending this worker: {}", reason);
            threads.execute(() -> System.exit(1));
        }
        if (before == null || limit.compareTo(before) < 0) { // what has begun may have to be over sooner
            ScheduledFuture<?> unused =
                    threads.schedule(() -> Runtime.getRuntime().halt(1), limit.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private static Duration shorter(@Nullable Duration before, Duration limit) {
        return before == null || limit.compareTo(before) < 0 ? limit : before;
    }

    /** At once, without waiting for anything: threads that nothing else can stop end here. */
    void halt() {
        Runtime.getRuntime().halt(isEnding() ? 1 : 0);
    }
}
