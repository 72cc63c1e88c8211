package dev.jobrunner.scheduler.health;

import dev.jobrunner.core.insight.HealthQuery;
import dev.jobrunner.core.insight.HealthSnapshot;
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
    private @Nullable Answer last;
    private long read;

    HealthDesk(HealthQuery query, LongSupplier nanoTime) {
        this.query = query;
        this.nanoTime = nanoTime;
    }

    /** @param named whether the reasons may name task types and the database */
    HealthReport report(boolean named) {
        Answer answer = answer();
        return named ? answer.full() : answer.withoutNames();
    }

    private synchronized Answer answer() {
        Answer known = last;
        if (known != null && nanoTime.getAsLong() - read < FRESH_FOR.toNanos()) {
            return known;
        }
        Answer fresh = fresh();
        last = fresh;
        read = nanoTime.getAsLong();
        return fresh;
    }

    private Answer fresh() {
        try {
            HealthSnapshot health = query.read();
            return new Answer(HealthReport.of(health), HealthReport.withoutNames(health));
        } catch (DataAccessException e) {
            log.debug("No health figures", e);
            return DatabaseAway.explain(e)
                    .map(why -> unknown("database unreachable", why))
                    .orElseGet(() -> unknown("the health figures cannot be read", firstLine(e)));
        }
    }

    private static Answer unknown(String what, String why) {
        return new Answer(HealthReport.unknown(what + ": " + why), HealthReport.unknown(what));
    }

    private static String firstLine(DataAccessException failure) {
        return String.valueOf(failure.getMostSpecificCause().getMessage())
                .lines()
                .findFirst()
                .orElse("no reason given");
    }

    private record Answer(HealthReport full, HealthReport withoutNames) {}
}
