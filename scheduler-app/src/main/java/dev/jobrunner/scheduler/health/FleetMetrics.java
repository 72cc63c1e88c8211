package dev.jobrunner.scheduler.health;

import dev.jobrunner.core.insight.HealthSnapshot;
import dev.jobrunner.core.insight.HealthVerdict;
import dev.jobrunner.scheduler.tick.TickPulse;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.function.ToDoubleFunction;

/** The gauges that a person can alert on; {@code docs/health-and-metrics.md} says at which values. */
final class FleetMetrics implements MeterBinder {

    private final FleetFigures figures;
    private final TickPulse pulse;

    FleetMetrics(FleetFigures figures, TickPulse pulse) {
        this.figures = figures;
        this.pulse = pulse;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        tasks(registry, "active", HealthSnapshot::activeTasks);
        tasks(registry, "due", HealthSnapshot::dueTasks);
        tasks(registry, "running", HealthSnapshot::lockedTasks);
        tasks(registry, "failed", HealthSnapshot::failedTasks);
        tasks(registry, "stuck", HealthSnapshot::stuckTasks);
        tasks(registry, "disabled", HealthSnapshot::disabledTasks);
        tasks(registry, "paused", HealthSnapshot::pausedTasks);
        tasks(registry, "unplannable", HealthSnapshot::scheduleErrors);
        workers(registry, "live", HealthSnapshot::liveWorkers);
        workers(registry, "draining", HealthSnapshot::drainedWorkers);
        workers(registry, "stale", HealthSnapshot::staleWorkers);
        gauge(
                registry,
                "jobrunner.oldest.due.seconds",
                "How long the longest waiting due task has been due",
                Tags.empty(),
                HealthSnapshot::oldestDueSeconds);
        gauge(
                registry,
                "jobrunner.types.without.handler",
                "Task types with due tasks that no live worker has a handler for",
                Tags.empty(),
                health -> health.unhandledTypes().size());
        gauge(
                registry,
                "jobrunner.health.level",
                "0 healthy, 1 degraded, 2 critical, as /scheduler/health says",
                Tags.empty(),
                FleetMetrics::level);
        ofThisProcess(registry);
    }

    private void ofThisProcess(MeterRegistry registry) {
        Gauge.builder("jobrunner.tick.age.seconds", pulse, each -> each.age().toMillis() / 1000.0)
                .description("How long ago the tick loop of this scheduler last moved")
                .register(registry);
        Gauge.builder("jobrunner.database.up", pulse, each -> each.databaseAnswers() ? 1 : 0)
                .description("1 while the database answers the tick, else 0")
                .register(registry);
    }

    private void tasks(MeterRegistry registry, String state, ToDoubleFunction<HealthSnapshot> figure) {
        gauge(registry, "jobrunner.tasks", "Tasks by state", Tags.of("state", state), figure);
    }

    private void workers(MeterRegistry registry, String state, ToDoubleFunction<HealthSnapshot> figure) {
        gauge(registry, "jobrunner.workers", "Worker processes by state", Tags.of("state", state), figure);
    }

    private void gauge(
            MeterRegistry registry,
            String name,
            String description,
            Tags tags,
            ToDoubleFunction<HealthSnapshot> figure) {
        Gauge.builder(name, figures, each -> each.value(figure))
                .description(description)
                .tags(tags)
                .register(registry);
    }

    private static double level(HealthSnapshot health) {
        return switch (HealthVerdict.of(health).status()) {
            case HEALTHY -> 0;
            case DEGRADED -> 1;
            case CRITICAL -> 2;
        };
    }
}
