package dev.jobrunner.scheduler.health;

import dev.jobrunner.core.insight.HealthSnapshot;
import dev.jobrunner.core.insight.HealthVerdict;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What {@code GET /scheduler/health} and the command {@code health json} answer, in snake_case. The figures are null when
 * the database cannot be asked.
 *
 * @param status {@code healthy}, {@code degraded} or {@code critical}
 * @param reasons sentences that say what is wrong and what to do, worst first; empty when healthy
 * @param lastTickAt of any scheduler; null as well when none has ever ticked
 */
public record HealthReport(
        String status,
        List<String> reasons,
        @Nullable Long activeTasks,
        @Nullable Long dueTasks,
        @Nullable Long lockedTasks,
        @Nullable Long failedTasks,
        @Nullable Long stuckTasks,
        @Nullable Long disabledTasks,
        @Nullable Long pausedTasks,
        @Nullable Long waitingTasks,
        @Nullable Long oldestDueSeconds,
        @Nullable Workers workers,
        @Nullable Instant lastTickAt) {

    public HealthReport {
        reasons = List.copyOf(reasons);
    }

    public static HealthReport of(HealthSnapshot health) {
        return of(health, HealthVerdict.of(health));
    }

    /** For people who are not signed in: the reasons name no task and no type. */
    public static HealthReport withoutNames(HealthSnapshot health) {
        return of(health, HealthVerdict.withoutNames(health));
    }

    private static HealthReport of(HealthSnapshot health, HealthVerdict verdict) {
        return new HealthReport(
                verdict.status().word(),
                verdict.reasons(),
                health.activeTasks(),
                health.dueTasks(),
                health.lockedTasks(),
                health.failedTasks(),
                health.stuckTasks(),
                health.disabledTasks(),
                health.pausedTasks(),
                health.waitingTasks(),
                health.oldestDueSeconds(),
                new Workers(health.liveWorkers(), health.staleWorkers()),
                health.lastTickAt());
    }

    /** Critical, without figures. */
    public static HealthReport unknown(String reason) {
        return new HealthReport(
                HealthVerdict.Status.CRITICAL.word(),
                List.of(reason),
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null);
    }

    /**
     * @param live heard of lately
     * @param stale not heard of lately, and not stopped in an orderly way
     */
    public record Workers(int live, int stale) {}
}
