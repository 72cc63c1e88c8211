package dev.jobrunner.core.insight;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The figures of the health page, all as of one moment of the database.
 *
 * @param activeTasks with status {@code active}, running ones included
 * @param dueTasks active, due and not running
 * @param lockedTasks running now
 * @param failedTasks active tasks whose last run failed and that wait for their retry
 * @param stuckTasks running longer than the lock timeout of their type
 * @param scheduleErrors active tasks for which no next run can be computed
 * @param waitingTasks active tasks that start only when others have succeeded
 * @param blockedTasks those of them for which one of the others will not succeed unless somebody does something
 * @param oldestDueSeconds how long the longest waiting due task has been due; 0 when none is due
 * @param liveWorkers heard of lately, those included that claim no more
 * @param drainedWorkers live ones that somebody has asked to claim no more
 * @param lastTickAt null when no scheduler has ever ticked
 * @param secondsSinceTick by the database's clock; null when no scheduler has ever ticked
 * @param tickIntervalSeconds of the scheduler that ticked last; null when none has
 * @param unhandledTypes types with due tasks that no live worker has a handler for
 */
public record HealthSnapshot(
        long activeTasks,
        long dueTasks,
        long lockedTasks,
        long failedTasks,
        long stuckTasks,
        long disabledTasks,
        long pausedTasks,
        long scheduleErrors,
        long waitingTasks,
        long blockedTasks,
        long oldestDueSeconds,
        int liveWorkers,
        int drainedWorkers,
        int staleWorkers,
        @Nullable Instant lastTickAt,
        @Nullable Double secondsSinceTick,
        @Nullable Double tickIntervalSeconds,
        List<String> unhandledTypes) {

    public HealthSnapshot {
        unhandledTypes = List.copyOf(unhandledTypes);
    }
}
