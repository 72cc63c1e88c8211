package dev.jobrunner.core.audit;

import java.sql.Types;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Enters what people do. Changes of tasks write their entries in the very statement that changes them; this is for all
 * else. Called within a transaction it is part of it.
 */
public final class AuditTrail {

    private static final String ENTER = """
            INSERT INTO scheduled_task_audit (actor, face, action, subject_kind, subject_id, subject_name, before, after)
            VALUES (:actor, :face, :action, :kind, :id, :name, CAST(:before AS jsonb), CAST(:after AS jsonb))
            """;

    private final JdbcClient jdbc;

    public AuditTrail(DataSource dataSource) {
        this.jdbc = JdbcClient.create(dataSource);
    }

    /** Enters one action, at the database's time. */
    public void enter(Actor actor, AuditRecord entry) {
        jdbc.sql(ENTER)
                .param("actor", actor.name())
                .param("face", actor.face().word())
                .param("action", entry.action())
                .param("kind", entry.subjectKind())
                .param("id", entry.subjectId(), Types.VARCHAR)
                .param("name", entry.subjectName(), Types.VARCHAR)
                .param("before", entry.before(), Types.VARCHAR)
                .param("after", entry.after(), Types.VARCHAR)
                .update();
    }
}
