package dev.jobrunner.scheduler.health;

import dev.jobrunner.core.insight.HealthQuery;
import dev.jobrunner.core.settings.DatabaseAway;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;

/** Answers how things are, and asks the database for it at most once a second, however many ask at once. */
final class HealthDesk {

    private static final Duration FRESH_FOR = Duration.ofSeconds(1);

    private static final Logger log = LoggerFactory.getLogger(HealthDesk.class);

    private final HealthQuery query;
    private final LongSupplier nanoTime;
    private @Nullable HealthReport last;
    private long read;

    HealthDesk(HealthQuery query, LongSupplier nanoTime) {
        this.query = query;
        this.nanoTime = nanoTime;
    }

    synchronized HealthReport report() {
        HealthReport known = last;
        if (known != null && nanoTime.getAsLong() - read < FRESH_FOR.toNanos()) {
            return known;
        }
        HealthReport fresh = fresh();
        last = fresh;
        read = nanoTime.getAsLong();
        return fresh;
    }

    private HealthReport fresh() {
        try {
            return HealthReport.of(query.read());
        } catch (DataAccessException e) {
            log.debug("No health figures", e);
            return HealthReport.unknown(DatabaseAway.explain(e)
                    .map(why -> "database unreachable: " + why)
                    .orElse("the health figures cannot be read: "
                            + String.valueOf(e.getMostSpecificCause().getMessage())
                                    .lines()
                                    .findFirst()
                                    .orElse("no reason given")));
        }
    }
}
