package dev.jobrunner.core.upkeep;

import dev.jobrunner.core.sql.Instants;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Foresees when a worker will count as dead, so that the scheduler can look at just that moment. */
public final class SilentWorkers {

    /** Only workers that are late already; one whose heartbeat comes regularly gives no reason to wake up. */
    private static final String NEXT_DEATH = """
            SELECT extract(epoch FROM min(d.dies_at) - clock_timestamp())
            FROM (SELECT greatest(w.heartbeat_at, CAST(:observedSince AS timestamptz))
                         + CAST(:deadAfter AS interval) AS dies_at
                  FROM scheduled_task_workers w
                  WHERE w.state <> 'stopped'
                    AND w.heartbeat_at < clock_timestamp() - 2 * w.heartbeat_interval) d
            WHERE d.dies_at > clock_timestamp()
            """;

    private final JdbcClient jdbc;

    public SilentWorkers(DataSource dataSource) {
        this.jdbc = JdbcClient.create(dataSource);
    }

    /** The database's time. */
    public Instant databaseTime() {
        return jdbc.sql("SELECT clock_timestamp() AS database_time")
                .query((row, number) -> Instants.required(row, "database_time"))
                .single();
    }

    /**
     * How long until the next of the late workers counts as dead, if none of them is heard of before.
     *
     * @param observedSince no worker counts as dead sooner than {@code deadAfter} after this
     * @return empty when no living worker is late
     */
    public Optional<Duration> untilNextDeath(Duration deadAfter, Instant observedSince) {
        return jdbc.sql(NEXT_DEATH)
                .param("observedSince", Instants.parameter(observedSince))
                .param("deadAfter", deadAfter.toMillis() + " milliseconds")
                .query((row, number) -> Optional.ofNullable(row.getBigDecimal(1)))
                .single()
                .map(seconds -> Duration.ofMillis(seconds.movePointRight(3).longValue()));
    }
}
