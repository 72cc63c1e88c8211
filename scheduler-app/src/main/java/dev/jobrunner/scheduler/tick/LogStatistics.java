package dev.jobrunner.scheduler.tick;

import dev.jobrunner.core.insight.HealthQuery;
import dev.jobrunner.core.insight.HealthSnapshot;
import dev.jobrunner.core.insight.RecentRuns;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One line a minute that tells how things are going. */
final class LogStatistics implements TickStep {

    private static final Duration REGULARLY = Duration.ofMinutes(1);

    private static final Logger log = LoggerFactory.getLogger(LogStatistics.class);

    private final HealthQuery health;
    private final RecentRuns runs;
    private @Nullable Instant countedUntil;

    LogStatistics(HealthQuery health, RecentRuns runs) {
        this.health = health;
        this.runs = runs;
    }

    @Override
    public String name() {
        return "log statistics";
    }

    @Override
    public Duration run() {
        RecentRuns.Window window = runs.after(countedUntil);
        HealthSnapshot now = health.read();
        countedUntil = window.until();
        log.info(
                "{} active tasks, {} due (oldest for {} s), {} running; last minute: {} completed, {} failed, {} lost;"
                        + " {} workers live, {} stale",
                now.activeTasks(),
                now.dueTasks(),
                now.oldestDueSeconds(),
                now.lockedTasks(),
                window.runs("completed"),
                window.runs("failed"),
                window.runs("lost"),
                now.liveWorkers(),
                now.staleWorkers());
        return REGULARLY;
    }
}
