package dev.jobrunner.core.insight;

import dev.jobrunner.core.queue.LockTimeoutTable;
import dev.jobrunner.core.settings.LockTimeouts;
import dev.jobrunner.core.sql.Instants;
import dev.jobrunner.core.text.SecretFields;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Reads everything about one run, whether it is going on or has ended. */
public final class RunReader {

    private static final String LIVE = "WITH " + LockTimeoutTable.CTE + "SELECT " + RunRow.LIVE + """
            , CAST(NULL AS text) AS whole_error,
            coalesce(t.slot_payload, t.payload) AS payload,
            (SELECT o.first_byte + octet_length(o.output)
             FROM scheduled_task_live_output o
             WHERE o.run_id = t.run_id) AS output_bytes,
            t.locked_at + coalesce(l.seconds, :defaultSeconds) * interval '1 second' AS lock_timeout_at,
            t.cancel_requested_at
            FROM scheduled_tasks t
            LEFT JOIN timeouts l ON l.environment_name = scheduled_task_environment_name(t.task_type)
            WHERE t.locked_at IS NOT NULL
              AND t.lock_token IS NOT NULL
              AND t.run_id = :id
            """;

    private static final String ENDED = "SELECT " + RunRow.ENDED + """
            , l.error_message AS whole_error,
            l.payload,
            octet_length(l.output) AS output_bytes,
            CAST(NULL AS timestamptz) AS lock_timeout_at,
            CAST(NULL AS timestamptz) AS cancel_requested_at
            FROM scheduled_task_logs l
            WHERE l.id = :id
            """;

    /** A slot's runs follow each other: no run of a later slot is between them. */
    private static final int MOST_ATTEMPTS = 200;

    private static final String ATTEMPTS = "SELECT " + RunRow.LIVE + """
            FROM scheduled_tasks t
            WHERE t.id = :taskId
              AND t.locked_at IS NOT NULL
              AND t.lock_token IS NOT NULL
              AND t.scheduled_for = :slot
            UNION ALL (SELECT\s""" + RunRow.ENDED + """
            FROM (SELECT *
                  FROM scheduled_task_logs l
                  WHERE l.scheduled_task_id = :taskId
                    AND l.executed_at >= :slot
                  ORDER BY l.executed_at, l.id
                  LIMIT :most) l
            WHERE l.scheduled_for = :slot)
            ORDER BY executed_at, id
            """;

    private final JdbcClient jdbc;
    private final LockTimeouts timeouts;

    public RunReader(DataSource dataSource, LockTimeouts timeouts) {
        this.jdbc = JdbcClient.create(dataSource);
        this.timeouts = timeouts;
    }

    /** Empty if there is no such run: it never was, or its ledger row has been cleaned up. */
    public Optional<RunDetails> find(long id) {
        // In this order: a run that ends in between is found in the ledger.
        return LockTimeoutTable.bind(jdbc.sql(LIVE), timeouts)
                .param("id", id)
                .query(this::details)
                .optional()
                .or(() -> jdbc.sql(ENDED).param("id", id).query(this::details).optional());
    }

    private RunDetails details(ResultSet row, int number) throws SQLException {
        RunRow run = RunRow.of(row, number).withError(row.getString("whole_error"));
        String payload = row.getString("payload");
        return new RunDetails(
                run,
                payload == null ? "{}" : SecretFields.hide(payload),
                row.getLong("output_bytes"),
                Instants.nullable(row, "lock_timeout_at"),
                Instants.nullable(row, "cancel_requested_at"),
                attempts(run));
    }

    private List<RunRow> attempts(RunRow run) {
        Instant slot = run.scheduledFor();
        if (slot == null) {
            return List.of(run);
        }
        return jdbc.sql(ATTEMPTS)
                .param("taskId", run.scheduledTaskId())
                .param("slot", Instants.parameter(slot))
                .param("most", MOST_ATTEMPTS)
                .query(RunRow::of)
                .list();
    }
}
