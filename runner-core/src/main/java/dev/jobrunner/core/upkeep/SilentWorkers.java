package dev.jobrunner.core.upkeep;

import dev.jobrunner.core.sql.Instants;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Foresees when a worker will count as dead, so that the scheduler can look at just that moment. */
public final class SilentWorkers {

    /** Only workers that are late already; one whose heartbeat comes regularly gives no reason to wake up. */
    private static final String LATE = """
            SELECT n.now AS database_time, w.heartbeat_at
            FROM (SELECT clock_timestamp()) n (now)
            LEFT JOIN scheduled_task_workers w
                   ON w.state <> 'stopped'
                  AND w.heartbeat_at < n.now - 2 * w.heartbeat_interval
            """;

    private final JdbcClient jdbc;

    public SilentWorkers(DataSource dataSource) {
        this.jdbc = JdbcClient.create(dataSource);
    }

    /** Which workers are late, and what time it is. */
    public Look look() {
        List<Instant> time = new ArrayList<>();
        List<Instant> late = new ArrayList<>();
        jdbc.sql(LATE).query(row -> {
            time.add(Instants.required(row, "database_time"));
            Optional.ofNullable(Instants.nullable(row, "heartbeat_at")).ifPresent(late::add);
        });
        return new Look(time.get(0), late);
    }

    /**
     * @param databaseTime of the look
     * @param lateHeartbeats the last heartbeats of living workers that are late
     */
    public record Look(Instant databaseTime, List<Instant> lateHeartbeats) {

        public Look {
            lateHeartbeats = List.copyOf(lateHeartbeats);
        }

        /**
         * How long after this look the next of the late workers counts as dead, if none of them is heard of before.
         *
         * @param observedSince no worker counts as dead sooner than {@code deadAfter} after this
         * @return empty when no living worker is late
         */
        public Optional<Duration> untilNextDeath(Duration deadAfter, Instant observedSince) {
            return lateHeartbeats.stream()
                    .map(last -> last.isBefore(observedSince) ? observedSince : last)
                    .map(last -> Duration.between(databaseTime, last.plus(deadAfter)))
                    .filter(until -> until.compareTo(Duration.ZERO) > 0)
                    .min(Duration::compareTo);
        }
    }
}
