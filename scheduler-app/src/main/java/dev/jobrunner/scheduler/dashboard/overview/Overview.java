package dev.jobrunner.scheduler.dashboard.overview;

import dev.jobrunner.core.insight.HealthSnapshot;
import dev.jobrunner.core.insight.History;
import dev.jobrunner.core.insight.LatestFailures.FailedTask;
import java.util.List;

/** All that the overview shows, as of one moment. */
public record Overview(
        Headline headline,
        HealthSnapshot health,
        History range,
        Charts charts,
        Timeline timeline,
        List<FailedTask> failures) {

    public Overview {
        failures = List.copyOf(failures);
    }
}
