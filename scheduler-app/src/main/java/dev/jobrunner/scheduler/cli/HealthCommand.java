package dev.jobrunner.scheduler.cli;

import dev.jobrunner.core.insight.HealthQuery;
import dev.jobrunner.core.insight.HealthSnapshot;
import dev.jobrunner.core.insight.HealthVerdict;
import dev.jobrunner.scheduler.health.HealthReport;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code health}: the same figures and words as {@code GET /scheduler/health}. */
@Command(
        name = "health",
        description = "Tells how the system is. Exit code 0: healthy, 1: degraded or critical, 2: cannot tell.")
final class HealthCommand implements Callable<Integer> {

    private final CommandSession session;

    @Mixin
    private JsonOption json = new JsonOption();

    HealthCommand(CommandSession session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        HealthQuery query = new HealthQuery(
                session.database(),
                session.settings().bound().lockTimeouts(),
                session.settings().bound().worker().deadAfter());
        HealthSnapshot health = query.read();
        HealthReport report = HealthReport.of(health);
        if (json.wanted()) {
            session.answer().json(report);
        } else {
            print(report, health);
        }
        return report.status().equals(HealthVerdict.Status.HEALTHY.word())
                ? ExitCode.GOOD
                : ExitCode.DEGRADED_OR_REFUSED;
    }

    private void print(HealthReport report, HealthSnapshot health) {
        session.answer().line(report.status());
        report.reasons().forEach(reason -> session.answer().line("  - " + reason));
        TextTable table = new TextTable("active", "due", "running", "failed", "stuck", "disabled", "paused");
        table.row(
                health.activeTasks(),
                health.dueTasks(),
                health.lockedTasks(),
                health.failedTasks(),
                health.stuckTasks(),
                health.disabledTasks(),
                health.pausedTasks());
        session.answer().line(table.toString());
        session.answer()
                .line("workers: %d live, %d stale; oldest due for %d s; last tick %s"
                        .formatted(
                                health.liveWorkers(),
                                health.staleWorkers(),
                                health.oldestDueSeconds(),
                                health.lastTickAt() == null ? "never" : "at " + health.lastTickAt()));
    }
}
