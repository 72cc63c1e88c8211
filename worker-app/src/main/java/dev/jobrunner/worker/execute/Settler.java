package dev.jobrunner.worker.execute;

import dev.jobrunner.core.queue.ClaimedTask;
import dev.jobrunner.core.queue.RunEnd;
import dev.jobrunner.core.queue.RunOutcome;
import dev.jobrunner.core.queue.Settled;
import dev.jobrunner.core.queue.TaskQueue;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;

/**
 * Writes how runs ended, and keeps trying while the database is away: the lock token decides in the end whether the write
 * still counts.
 */
final class Settler {

    private static final Logger log = LoggerFactory.getLogger(Settler.class);

    private static final long FIRST_WAIT_MILLIS = 200;
    private static final long LONGEST_WAIT_MILLIS = 5_000;

    /** Of the failures of one run, the first is told and then each so many-th. */
    private static final int TOLD_EVERY = 10;

    private final TaskQueue queue;
    private final SettleGroups groups;
    private final CountDownLatch givenUp = new CountDownLatch(1);
    private volatile boolean away;

    Settler(TaskQueue queue) {
        this.queue = queue;
        this.groups = new SettleGroups(queue);
    }

    void settleThrough(Settling settling) {
        groups.settleThrough(settling);
    }

    /** Tries until the database has answered or {@link #giveUp} was called; at least once. */
    Entry settle(ClaimedTask task, RunOutcome outcome) {
        RunOutcome current = outcome;
        boolean maybeWritten = false;
        long wait = FIRST_WAIT_MILLIS;
        int failures = 0;
        long endedAt = System.nanoTime();
        do {
            if (away && givenUp.getCount() == 0) {
                return Entry.GIVEN_UP;
            }
            try {
                Optional<Settled> settled = groups.settle(task, current, endedAt);
                away = false;
                settled.ifPresent(state -> announce(task, state, outcome));
                return settled.isPresent() || (maybeWritten && queue.isRecorded(task, current))
                        ? Entry.ENTERED
                        : Entry.LOCK_GONE;
            } catch (DataAccessException e) {
                if (SettleGroups.isRefused(e)) {
                    current = sayingLess(task, outcome, current, e);
                } else {
                    maybeWritten = true;
                    away = true;
                }
                if (failures++ % TOLD_EVERY == 0) {
                    log.warn(
                            "Cannot enter the end of {} yet, trying on (failures: {}): {}",
                            task.label(),
                            failures,
                            reason(e));
                }
            }
            wait = pause(wait);
        } while (wait > 0);
        return Entry.GIVEN_UP;
    }

    /**
     * What to try after a refusal: at first the reason in the place of the result, then the bare word. Who refuses that as well would
     * refuse any entry, of other runs too: the slot waits until that is mended, rather than run more of what cannot be entered.
     */
    private static RunOutcome sayingLess(
            ClaimedTask task, RunOutcome outcome, RunOutcome refused, DataAccessException refusal) {
        if (refused == outcome) {
            return new RunOutcome.Failed("the result of the run could not be stored: " + reason(refusal), "");
        }
        if (!(refused instanceof RunOutcome.Unstorable)) {
            log.error(
                    "The database refuses even the entry that the result of {} could not be stored; entering the bare"
                            + " word 'failed': {}",
                    task.label(),
                    reason(refusal));
        }
        return new RunOutcome.Unstorable();
    }

    /** One try: the caller must not wait. */
    void handBack(List<ClaimedTask> tasks, String why) {
        if (tasks.isEmpty()) {
            return;
        }
        try {
            List<RunEnd> ends = tasks.stream()
                    .map(task -> RunEnd.now(task, new RunOutcome.HandedBack(why, "")))
                    .toList();
            List<Optional<Settled>> settled = queue.settle(ends);
            for (int i = 0; i < ends.size(); i++) {
                if (ends.size() > 1 && settled.get(i).isEmpty()) {
                    queue.settle(List.of(ends.get(i)));
                }
            }
        } catch (DataAccessException e) {
            for (ClaimedTask task : tasks) {
                log.warn(
                        "{} is handed back a little later: the database does not take it: {}", task.label(), reason(e));
            }
        }
    }

    void releaseHold(ClaimedTask task) {
        try {
            queue.releaseHold(task);
        } catch (DataAccessException e) {
            log.warn("{} stays held back for a few seconds: {}", task.label(), reason(e));
        }
    }

    /** Ends all waiting: what is not written now stays unwritten, and nothing is tried any more if the last try found no database. */
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
