package dev.jobrunner.core.insight;

import java.time.Duration;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Tells cheaply whether anything has changed that people look at, without saying what. */
public final class ChangeMarks {

    /** A row's xmin is that of its last change, by whomever; with 10,000 tasks this takes a few milliseconds. */
    private static final String MARKS = """
            SELECT concat_ws(' ',
                       (SELECT max(l.finished_at) FROM scheduled_task_logs l),
                       (SELECT count(*) FROM scheduled_tasks t WHERE t.locked_at IS NOT NULL),
                       (SELECT max(t.run_id) FROM scheduled_tasks t WHERE t.locked_at IS NOT NULL)) AS runs,
                   (SELECT concat_ws(' ', count(*), sum(CAST(CAST(t.xmin AS text) AS bigint)))
                    FROM scheduled_tasks t) AS tasks,
                   (SELECT string_agg(concat_ws(' ', w.id, w.state, w.slots, w.running, w.drain_requested_at,
                                                w.heartbeat_at < now() - CAST(:deadAfter AS interval)), ',' ORDER BY w.id)
                    FROM scheduled_task_workers w
                    WHERE w.state <> 'stopped') AS workers
            """;

    private final JdbcClient jdbc;
    private final Duration deadAfter;

    public ChangeMarks(DataSource dataSource, Duration deadAfter) {
        this.jdbc = JdbcClient.create(dataSource);
        this.deadAfter = deadAfter;
    }

    public Marks read() {
        return jdbc.sql(MARKS)
                .param("deadAfter", deadAfter.toMillis() + " milliseconds")
                .query((row, number) -> new Marks(
                        String.valueOf(row.getString("runs")),
                        String.valueOf(row.getString("tasks")),
                        String.valueOf(row.getString("workers"))))
                .single();
    }

    /**
     * Each differs from an earlier one if something of its kind has changed in between.
     *
     * @param runs a run has started or ended
     * @param tasks a task was made, changed or removed, by hand as well
     * @param workers one came or went, or has more or less to do; not its heartbeat
     */
    public record Marks(String runs, String tasks, String workers) {}
}
