package dev.jobrunner.core.upkeep;

import java.time.Duration;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The table of schedulers: who ticks, and when each did last. */
public final class SchedulerRegistry {

    private static final String ENTER = """
            WITH forgotten AS (
                DELETE FROM scheduled_task_schedulers s
                WHERE s.last_tick_at < now() - CAST(:forgetAfter AS interval) AND s.id <> :id
            )
            INSERT INTO scheduled_task_schedulers AS s (id, host, version, tick_interval)
            VALUES (:id, :host, :version, CAST(:interval AS interval))
            ON CONFLICT (id) DO UPDATE
            SET last_tick_at = now(),
                tick_interval = excluded.tick_interval
            """;

    private final JdbcClient jdbc;

    public SchedulerRegistry(DataSource dataSource) {
        this.jdbc = JdbcClient.create(dataSource);
    }

    /**
     * Enters that this scheduler ticks now, by database time, and forgets others.
     *
     * @param forgetAfter how long one has not ticked that is forgotten
     */
    public void tick(SchedulerIdentity scheduler, Duration tickInterval, Duration forgetAfter) {
        jdbc.sql(ENTER)
                .param("id", scheduler.id())
                .param("host", scheduler.host())
                .param("version", scheduler.version())
                .param("interval", tickInterval.toMillis() + " milliseconds")
                .param("forgetAfter", forgetAfter.toMillis() + " milliseconds")
                .update();
    }
}
