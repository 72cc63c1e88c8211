package dev.jobrunner.scheduler.health;

import dev.jobrunner.core.insight.HealthSnapshot;
import java.time.Duration;
import java.util.function.LongSupplier;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** The figures that the last tick has read. Metrics read them here, so that a scrape never waits for the database. */
final class FleetFigures {

    private final LongSupplier nanoTime;
    private final Duration freshFor;
    private volatile @Nullable Reading last;

    /** @param freshFor after how long the figures say nothing any more */
    FleetFigures(LongSupplier nanoTime, Duration freshFor) {
        this.nanoTime = nanoTime;
        this.freshFor = freshFor;
    }

    void read(HealthSnapshot snapshot) {
        last = new Reading(snapshot, nanoTime.getAsLong());
    }

    /** NaN, which is a gap in a graph, when there are no fresh figures. */
    double value(ToDoubleFunction<HealthSnapshot> figure) {
        Reading reading = last;
        if (reading == null || nanoTime.getAsLong() - reading.at > freshFor.toNanos()) {
            return Double.NaN;
        }
        return figure.applyAsDouble(reading.snapshot);
    }

    private record Reading(HealthSnapshot snapshot, long at) {}
}
