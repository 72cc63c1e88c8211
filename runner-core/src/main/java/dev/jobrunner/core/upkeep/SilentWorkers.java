package dev.jobrunner.core.upkeep;

import dev.jobrunner.core.sql.Instants;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Foresees when a worker may count as dead, so that the scheduler can look at just that moment. */
public final class SilentWorkers {

    /** Only workers that hold a lock: the death of another one gives no reason to wake up. */
    private static final String HOLDERS = """
            SELECT n.now AS database_time, w.heartbeat_at,
                   CAST(extract(epoch FROM w.stopped_after) * 1000 AS bigint) AS stopped_after_millis
            FROM (SELECT clock_timestamp()) n (now)
            LEFT JOIN scheduled_task_workers w
                   ON w.state <> 'stopped'
                  AND w.id IN (SELECT t.locked_by FROM scheduled_tasks t WHERE t.locked_at IS NOT NULL)
            """;

    private final JdbcClient jdbc;

    public SilentWorkers(DataSource dataSource) {
        this.jdbc = JdbcClient.create(dataSource);
    }

    /** Which workers hold locks, when they were last heard of, and what time it is. */
    public Look look() {
        List<Instant> time = new ArrayList<>();
        List<Holder> holders = new ArrayList<>();
        jdbc.sql(HOLDERS).query(row -> {
            time.add(Instants.required(row, "database_time"));
            Holder.of(row).ifPresent(holders::add);
        });
        return new Look(time.get(0), holders);
    }

    /**
     * A worker that holds locks.
     *
     * @param heartbeatAt its last heartbeat
     * @param stoppedAfter how long after it nothing runs any more of what it ran; empty if it has not told
     */
    public record Holder(Instant heartbeatAt, Optional<Duration> stoppedAfter) {

        private static Optional<Holder> of(ResultSet row) throws SQLException {
            Optional<Duration> stoppedAfter = Optional.ofNullable(row.getObject("stopped_after_millis", Long.class))
                    .map(Duration::ofMillis);
            return Optional.ofNullable(Instants.nullable(row, "heartbeat_at"))
                    .map(heartbeatAt -> new Holder(heartbeatAt, stoppedAfter));
        }

        /** After so long a silence it is dead, or else may be. */
        private Stream<Duration> deadlines(Duration deadAfter) {
            return Stream.concat(
                    stoppedAfter.stream(),
                    Stream.of(stoppedAfter
                            .filter(told -> told.compareTo(deadAfter) > 0)
                            .orElse(deadAfter)));
        }
    }

    /**
     * @param databaseTime of the look
     * @param holders the living workers that hold locks
     */
    public record Look(Instant databaseTime, List<Holder> holders) {

        public Look {
            holders = List.copyOf(holders);
        }

        /**
         * How long after this look the next of these workers may count as dead, if none of them is heard of before.
         *
         * @param deadAfter how long a heartbeat may stay away while nothing else is known of a worker
         * @param observedSince silence before this counts against nobody
         * @return empty when nobody holds a lock, or whoever does is dead already
         */
        public Optional<Duration> untilNextDeath(Duration deadAfter, Instant observedSince) {
            return holders.stream()
                    .flatMap(holder -> {
                        Instant heardOf =
                                holder.heartbeatAt().isBefore(observedSince) ? observedSince : holder.heartbeatAt();
                        return holder.deadlines(deadAfter).map(heardOf::plus);
                    })
                    .map(death -> Duration.between(databaseTime, death))
                    .filter(until -> until.compareTo(Duration.ZERO) > 0)
                    .min(Duration::compareTo);
        }
    }
}
