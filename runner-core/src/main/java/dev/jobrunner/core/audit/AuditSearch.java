package dev.jobrunner.core.audit;

import dev.jobrunner.core.sql.Instants;
import java.sql.Types;
import java.util.List;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Reads what people did, newest first. */
public final class AuditSearch {

    private static final String SEARCH = """
            SELECT a.id, a.at, a.actor, a.face, a.action, a.subject_kind, a.subject_id, a.subject_name, a.before, a.after
            FROM scheduled_task_audit a
            WHERE a.id < :before
              AND (CAST(:actor AS text) IS NULL OR a.actor = :actor)
              AND (CAST(:action AS text) IS NULL OR a.action = :action)
              AND (CAST(:kind AS text) IS NULL OR a.subject_kind = :kind)
              AND (CAST(:subject AS text) IS NULL OR a.subject_id = :subject)
              AND (CAST(:from AS timestamptz) IS NULL OR a.at >= :from)
              AND (CAST(:until AS timestamptz) IS NULL OR a.at < :until)
            ORDER BY a.id DESC
            LIMIT :limit
            """;

    private final JdbcClient jdbc;

    public AuditSearch(DataSource dataSource) {
        this.jdbc = JdbcClient.create(dataSource);
    }

    /** @param before ids smaller than this one only; {@link Long#MAX_VALUE} for the newest */
    public List<AuditEntry> search(AuditFilter filter, long before, int limit) {
        return jdbc.sql(SEARCH)
                .param("before", before)
                .param("actor", filter.actor(), Types.VARCHAR)
                .param("action", filter.action(), Types.VARCHAR)
                .param("kind", filter.subjectKind(), Types.VARCHAR)
                .param("subject", filter.subjectId(), Types.VARCHAR)
                .param("from", Instants.parameter(filter.from()), Types.TIMESTAMP_WITH_TIMEZONE)
                .param("until", Instants.parameter(filter.until()), Types.TIMESTAMP_WITH_TIMEZONE)
                .param("limit", limit)
                .query(AuditEntry::of)
                .list();
    }
}
