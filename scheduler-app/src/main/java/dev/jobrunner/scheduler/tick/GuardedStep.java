package dev.jobrunner.scheduler.tick;

import dev.jobrunner.core.settings.DatabaseAway;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.NestedRuntimeException;
import org.springframework.jdbc.CannotGetJdbcConnectionException;

/**
 * Runs one step on a thread of its own, gives it up after a timeout, and turns whatever it does into an {@link Ending}.
 * Trouble is logged when it begins and when it is over. While a step that was given up still hangs, it is not started
 * a second time.
 */
final class GuardedStep {

    private static final Logger log = LoggerFactory.getLogger(GuardedStep.class);

    private final TickStep step;
    private final ExecutorService threads;
    private final AtomicBoolean busy = new AtomicBoolean();
    private boolean troubled;

    GuardedStep(TickStep step, ExecutorService threads) {
        this.step = step;
        this.threads = threads;
    }

    String name() {
        return step.name();
    }

    void databaseAway() {
        step.databaseAway();
    }

    /** @param retryIn how long until the next try after a failure */
    Ending run(Duration retryIn) throws InterruptedException {
        if (!busy.compareAndSet(false, true)) {
            return Ending.failed(retryIn);
        }
        Future<Duration> running = threads.submit(() -> {
            try {
                return step.run();
            } finally {
                busy.set(false);
            }
        });
        try {
            Duration next = running.get(step.timeout().toMillis(), TimeUnit.MILLISECONDS);
            if (troubled) {
                troubled = false;
                log.info("Step '{}' works again", step.name());
            }
            return Ending.good(next);
        } catch (TimeoutException e) {
            running.cancel(true);
            trouble("has not ended within " + step.timeout().toSeconds() + " s and was interrupted.", retryIn, null);
            return Ending.failed(retryIn);
        } catch (ExecutionException e) {
            return failure(e.getCause() == null ? e : e.getCause(), retryIn);
        } catch (InterruptedException e) {
            running.cancel(true);
            throw e;
        }
    }

    private Ending failure(Throwable cause, Duration retryIn) {
        if (cause instanceof CannotGetJdbcConnectionException) {
            return Ending.noConnection(
                    retryIn, DatabaseAway.explain(cause).orElse("no database connection: " + cause.getMessage()));
        }
        var away = DatabaseAway.explain(cause);
        trouble("has failed: " + away.orElseGet(() -> root(cause) + "."), retryIn, away.isPresent() ? null : cause);
        return away.isPresent() ? Ending.connectionLost(retryIn) : Ending.failed(retryIn);
    }

    /** Without the whole statement, which the stack trace shows. */
    private static Throwable root(Throwable cause) {
        return cause instanceof NestedRuntimeException nested ? nested.getMostSpecificCause() : cause;
    }

    private void trouble(String what, Duration retryIn, @Nullable Throwable cause) {
        if (!troubled) {
            troubled = true;
            log.warn(
                    "Step '{}' {} The other steps go on; it is tried again every {} ms (said once).",
                    step.name(),
                    what,
                    retryIn.toMillis(),
                    cause);
        }
    }

    /**
     * How a run of the step went.
     *
     * @param good whether it did its duty
     * @param next how long after its start it wants to run again
     * @param databaseAway whether it failed because the database did not answer
     * @param noConnection why no database connection could be had; empty when that was not the trouble
     */
    record Ending(boolean good, Duration next, boolean databaseAway, Optional<String> noConnection) {

        static Ending good(Duration next) {
            return new Ending(true, next, false, Optional.empty());
        }

        static Ending failed(Duration next) {
            return new Ending(false, next, false, Optional.empty());
        }

        static Ending connectionLost(Duration next) {
            return new Ending(false, next, true, Optional.empty());
        }

        static Ending noConnection(Duration next, String why) {
            return new Ending(false, next, true, Optional.of(why));
        }
    }
}
