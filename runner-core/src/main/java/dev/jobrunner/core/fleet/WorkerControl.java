package dev.jobrunner.core.fleet;

import dev.jobrunner.core.audit.Actor;
import dev.jobrunner.core.text.StorableText;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What people want of a worker. It learns of it with its next heartbeat. Each change is entered in the audit with it. */
public final class WorkerControl {

    private static final String CHANGE = """
            WITH old AS MATERIALIZED (
                SELECT w.id, w.state, w.drain_requested_at
                FROM scheduled_task_workers w
                WHERE w.id = :id
                FOR UPDATE
            ),
            changed AS (
                UPDATE scheduled_task_workers w
                SET drain_requested_at = CASE WHEN :drain THEN now() END
                FROM old o
                WHERE w.id = o.id AND o.state <> 'stopped' AND (o.drain_requested_at IS NOT NULL) <> :drain
                RETURNING w.id, o.drain_requested_at AS before, w.drain_requested_at AS after
            ),
            audited AS (
                INSERT INTO scheduled_task_audit (actor, face, action, subject_kind, subject_id, before, after)
                SELECT :actor, :face, :action, 'worker', c.id,
                       jsonb_build_object('drain_requested_at', c.before),
                       jsonb_build_object('drain_requested_at', c.after)
                FROM changed c
            )
            SELECT o.state, EXISTS (SELECT 1 FROM changed) AS changed
            FROM old o
            """;

    private final JdbcClient jdbc;

    public WorkerControl(DataSource dataSource) {
        this.jdbc = JdbcClient.create(dataSource);
    }

    /** It finishes what it runs and claims nothing more, until it is resumed or started anew. */
    public Answer drain(String id, Actor actor) {
        return change(id, true, "drain", actor);
    }

    /** It claims again. */
    public Answer resume(String id, Actor actor) {
        return change(id, false, "resume", actor);
    }

    private Answer change(String id, boolean drain, String action, Actor actor) {
        return jdbc.sql(CHANGE)
                .param("id", StorableText.of(id))
                .param("drain", drain)
                .param("action", action)
                .param("actor", actor.name())
                .param("face", actor.face().word())
                .query((row, number) -> row.getBoolean("changed")
                        ? Answer.DONE
                        : row.getString("state").equals("stopped") ? Answer.STOPPED : Answer.NOTHING_TO_DO)
                .optional()
                .orElse(Answer.UNKNOWN);
    }

    /** What became of the wish. */
    public enum Answer {
        DONE,
        /** It is so already. */
        NOTHING_TO_DO,
        /** The process has ended: there is nothing to drain or resume. */
        STOPPED,
        /** No worker has this id. */
        UNKNOWN
    }
}
