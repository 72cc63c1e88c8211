package dev.jobrunner.worker.execute;

import dev.jobrunner.core.queue.ClaimedTask;
import dev.jobrunner.core.queue.RunOutcome;
import dev.jobrunner.core.queue.Settled;
import dev.jobrunner.core.queue.TaskQueue;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.NonTransientDataAccessException;
import org.springframework.dao.NonTransientDataAccessResourceException;

/**
 * Writes how runs ended, and keeps trying while the database is away: the lock token decides in the end whether the write
 * still counts.
 */
final class Settler {

    private static final Logger log = LoggerFactory.getLogger(Settler.class);

    private static final long FIRST_WAIT_MILLIS = 200;
    private static final long LONGEST_WAIT_MILLIS = 5_000;

    private final TaskQueue queue;
    private final CountDownLatch givenUp = new CountDownLatch(1);

    Settler(TaskQueue queue) {
        this.queue = queue;
    }

    /** @return whether the end of the run is in the ledger; false when the lock was no longer ours, or all was given up */
    boolean settle(ClaimedTask task, RunOutcome outcome) {
        RunOutcome current = outcome;
        boolean maybeWritten = false;
        long wait = FIRST_WAIT_MILLIS;
        do {
            try {
                Optional<Settled> settled = queue.settle(task, current);
                settled.ifPresent(state -> announce(task, state, outcome));
                return settled.isPresent() || (maybeWritten && queue.isRecorded(task, current));
            } catch (DataAccessException e) {
                if (isRefused(e)) {
                    current = new RunOutcome.Failed("the result of the run could not be stored: " + reason(e), "");
                } else {
                    maybeWritten = true;
                }
                log.warn("Cannot enter the end of {} yet, trying again in {} ms: {}", task.label(), wait, reason(e));
            }
            wait = pause(wait);
        } while (wait > 0);
        log.error("The end of {} was not entered: the scheduler hands the task back", task.label());
        return false;
    }

    void releaseHold(ClaimedTask task) {
        try {
            queue.releaseHold(task);
        } catch (DataAccessException e) {
            log.warn("{} stays held back for a few seconds: {}", task.label(), reason(e));
        }
    }

    /** Ends all waiting: what is not written now stays unwritten. */
    void giveUp() {
        givenUp.countDown();
    }

    /** @return the next wait; 0 to stop trying */
    private long pause(long wait) {
        try {
            return givenUp.await(wait, TimeUnit.MILLISECONDS) ? 0 : Math.min(wait * 2, LONGEST_WAIT_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 0;
        }
    }

    /** The database answered and said no: the same write would be refused again. */
    private static boolean isRefused(DataAccessException e) {
        return e instanceof NonTransientDataAccessException && !(e instanceof NonTransientDataAccessResourceException);
    }

    private static void announce(ClaimedTask task, Settled state, RunOutcome outcome) {
        if (state.disabled()) {
            log.error(
                    "{} is disabled after {} failures in a row. Mend the cause, then: tasks reset {}",
                    task.label(),
                    state.failCount(),
                    task.taskId());
        } else if (outcome instanceof RunOutcome.Failed failed) {
            log.warn(
                    "{} failed ({} in a row), next try {}: {}",
                    task.label(),
                    state.failCount(),
                    state.nextRunAt(),
                    failed.error().lines().findFirst().orElse(""));
        }
    }

    private static String reason(DataAccessException e) {
        return String.valueOf(e.getMostSpecificCause().getMessage())
                .lines()
                .findFirst()
                .orElse("");
    }
}
