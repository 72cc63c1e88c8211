package dev.jobrunner.core.task;

import dev.jobrunner.core.audit.Actor;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Asks for the end of one run: that one and no later one of the same task. */
public final class RunCancel {

    private static final String CANCEL = """
            WITH asked AS (
                UPDATE scheduled_tasks t
                SET cancel_requested_at = now()
                WHERE t.locked_at IS NOT NULL
                  AND t.lock_token IS NOT NULL
                  AND t.run_id = :runId
                  AND t.cancel_requested_at IS NULL
                RETURNING t.id, t.name, t.run_id, t.cancel_requested_at
            )
            INSERT INTO scheduled_task_audit (actor, face, action, subject_kind, subject_id, subject_name, before, after)
            SELECT :actor, :face, 'cancel', 'task', CAST(a.id AS text), a.name,
                   jsonb_build_object('run_id', a.run_id, 'cancel_requested_at', NULL),
                   jsonb_build_object('run_id', a.run_id, 'cancel_requested_at', a.cancel_requested_at)
            FROM asked a
            """;

    private final JdbcClient jdbc;

    public RunCancel(DataSource dataSource) {
        this.jdbc = JdbcClient.create(dataSource);
    }

    /**
     * The worker sees it at its next heartbeat; the run ends as {@code cancelled}, without a retry.
     *
     * @return false if that run is not going on, or its end has been asked for already
     */
    public boolean cancel(long runId, Actor actor) {
        return jdbc.sql(CANCEL)
                        .param("runId", runId)
                        .param("actor", actor.name())
                        .param("face", actor.face().word())
                        .update()
                == 1;
    }
}
