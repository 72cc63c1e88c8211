package dev.jobrunner.scheduler.health;

import dev.jobrunner.core.insight.HealthQuery;
import dev.jobrunner.core.insight.RecentRuns;
import dev.jobrunner.scheduler.tick.TickStep;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Reads the figures for the metrics once per tick, and counts the runs that have ended since the tick before. */
final class MeasureFleet implements TickStep {

    private final HealthQuery health;
    private final RecentRuns runs;
    private final FleetFigures figures;
    private final MeterRegistry registry;
    private final Duration interval;
    private @Nullable Instant countedUntil;

    MeasureFleet(HealthQuery health, RecentRuns runs, FleetFigures figures, MeterRegistry registry, Duration interval) {
        this.health = health;
        this.runs = runs;
        this.figures = figures;
        this.registry = registry;
        this.interval = interval;
    }

    @Override
    public String name() {
        return "measure the fleet";
    }

    @Override
    public Duration run() {
        figures.read(health.read());
        RecentRuns.Window window = runs.after(countedUntil);
        countedUntil = window.until();
        window.counts().forEach(count -> counter(count).increment((double) count.runs()));
        return interval;
    }

    private Counter counter(RecentRuns.Count count) {
        return Counter.builder("jobrunner.runs")
                .description("Runs that have ended on any worker since this scheduler started, from the ledger")
                .tag("outcome", count.outcome())
                .tag("type", count.taskType())
                .register(registry);
    }
}
