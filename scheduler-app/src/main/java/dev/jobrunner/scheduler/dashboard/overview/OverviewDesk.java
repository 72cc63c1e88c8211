package dev.jobrunner.scheduler.dashboard.overview;

import dev.jobrunner.core.insight.FleetTimeline;
import dev.jobrunner.core.insight.HealthQuery;
import dev.jobrunner.core.insight.HealthSnapshot;
import dev.jobrunner.core.insight.History;
import dev.jobrunner.core.insight.LatestFailures;
import dev.jobrunner.core.insight.Throughput;
import dev.jobrunner.core.insight.UpcomingRuns;
import dev.jobrunner.scheduler.dashboard.Words;
import java.time.Instant;

/** Gathers what the overview shows. */
final class OverviewDesk {

    private static final int FAILURES = 5;

    /** More ghosts than this say no more. */
    private static final int UPCOMING = 1000;

    private final HealthQuery health;
    private final Throughput throughput;
    private final FleetTimeline fleet;
    private final UpcomingRuns upcoming;
    private final LatestFailures failures;

    OverviewDesk(
            HealthQuery health,
            Throughput throughput,
            FleetTimeline fleet,
            UpcomingRuns upcoming,
            LatestFailures failures) {
        this.health = health;
        this.throughput = throughput;
        this.fleet = fleet;
        this.upcoming = upcoming;
        this.failures = failures;
    }

    /** @param contextPath what every path of the application begins with */
    Overview read(History range, Words words, String contextPath) {
        Instant now = fleet.now();
        HealthSnapshot snapshot = health.read();
        return new Overview(
                Headline.of(snapshot, words),
                snapshot,
                range,
                Charts.of(range, now, throughput.of(range, now), words),
                new TimelineDrawing(range, now, words, contextPath)
                        .draw(
                                fleet.workers(),
                                fleet.bars(range, now),
                                upcoming.within(TimelineDrawing.ahead(range), UPCOMING)),
                failures.latest(FAILURES));
    }
}
