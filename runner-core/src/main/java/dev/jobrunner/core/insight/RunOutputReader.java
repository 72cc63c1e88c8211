package dev.jobrunner.core.insight;

import java.util.Optional;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Reads what runs have printed: while they are going on from what their workers hand in, afterwards from the ledger. */
public final class RunOutputReader {

    private static final String LIVE = """
            SELECT coalesce(o.first_byte, 0) AS first_byte, coalesce(o.output, '') AS output
            FROM scheduled_tasks t
            LEFT JOIN scheduled_task_live_output o ON o.run_id = t.run_id
            WHERE t.locked_at IS NOT NULL
              AND t.lock_token IS NOT NULL
              AND t.run_id = :id
            """;

    private static final String ENDED = """
            SELECT coalesce(l.output, '') AS output
            FROM scheduled_task_logs l
            WHERE l.id = :id
            """;

    private final JdbcClient jdbc;

    public RunOutputReader(DataSource dataSource) {
        this.jdbc = JdbcClient.create(dataSource);
    }

    /** Empty if there is no such run; a run that has printed nothing has an empty text. */
    public Optional<RunText> read(long runId) {
        // In this order: a run that ends in between is found in the ledger.
        return jdbc.sql(LIVE)
                .param("id", runId)
                .query((row, number) -> RunText.ofLive(row.getLong("first_byte"), row.getString("output")))
                .optional()
                .or(() -> jdbc.sql(ENDED)
                        .param("id", runId)
                        .query((row, number) -> RunText.ofEnded(row.getString("output")))
                        .optional());
    }
}
