package dev.jobrunner.core.insight;

import dev.jobrunner.core.sql.Instants;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Reads runs from the ledger. */
public final class LedgerReader {

    private static final String LAST_RUNS = """
            SELECT l.id, l.status, l.attempt, l.scheduled_for, l.started_at, l.finished_at, l.locked_by, l.missed_slots,
                   l.error_message
            FROM scheduled_task_logs l
            WHERE l.scheduled_task_id = :taskId
            ORDER BY l.executed_at DESC, l.id DESC
            LIMIT :count
            """;

    private final JdbcClient jdbc;

    public LedgerReader(DataSource dataSource) {
        this.jdbc = JdbcClient.create(dataSource);
    }

    /** The last runs of a task, newest first. */
    public List<EndedRun> last(long taskId, int count) {
        return jdbc.sql(LAST_RUNS)
                .param("taskId", taskId)
                .param("count", count)
                .query(EndedRun::of)
                .list();
    }

    /**
     * A row of the ledger. Rows of an old system may lack all but id and status.
     *
     * @param missedSlots slots after {@code scheduledFor} that it stands for as well
     */
    public record EndedRun(
            long id,
            @Nullable String status,
            @Nullable Integer attempt,
            @Nullable Instant scheduledFor,
            @Nullable Instant startedAt,
            @Nullable Instant finishedAt,
            @Nullable String lockedBy,
            int missedSlots,
            @Nullable String errorMessage) {

        static EndedRun of(ResultSet row, int number) throws SQLException {
            int attempt = row.getInt("attempt");
            return new EndedRun(
                    row.getLong("id"),
                    row.getString("status"),
                    row.wasNull() ? null : attempt,
                    Instants.nullable(row, "scheduled_for"),
                    Instants.nullable(row, "started_at"),
                    Instants.nullable(row, "finished_at"),
                    row.getString("locked_by"),
                    row.getInt("missed_slots"),
                    row.getString("error_message"));
        }
    }
}
