package dev.jobrunner.core.task;

import dev.jobrunner.core.audit.Actor;
import dev.jobrunner.core.schedule.Blackout;
import dev.jobrunner.core.sql.Instants;
import dev.jobrunner.core.text.SecretFields;
import java.sql.Types;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Writes {@link Definition}s. Each write is one statement that also enters who did it and what it changed. */
final class DefinitionStatements {

    private static final String CREATE =
            """
            WITH made AS (
                INSERT INTO scheduled_tasks (name, task_type, schedule_pattern, time_zone, payload, priority, next_run_at,
                                             max_concurrent_runs, status, starts_at, ends_at, jitter_seconds,
                                             catch_up, catch_up_limit, catch_up_window_seconds, calendar, in_blackout, after_failed)
                VALUES (:name, :type, :pattern, :zone, CAST(:payload AS jsonb), :priority, :nextRunAt, :limit, :status,
                        :startsAt, :endsAt, :jitterSeconds, :catchUp, :catchUpLimit, :catchUpWindowSeconds, :calendar, :inBlackout, :afterFailed)
                RETURNING *
            ),
            changed AS (
                SELECT o.id, o.name, CAST(NULL AS jsonb) AS was,\s""" + AuditedFields.of("o") + """
             AS becomes
                FROM made o
            )
            """ + AuditedFields.ENTERED + "SELECT c.id FROM changed c";

    private static final String EDIT = """
            WITH target AS MATERIALIZED (
                SELECT t.*
                FROM scheduled_tasks t
                WHERE t.id = :id
                  -- Nobody has changed the definition since it was read here, nor started it under another type.
                  AND\s""" + Task.VERSION + " = :version\n" + """
                  AND (t.locked_at IS NULL OR t.task_type = :type)
                FOR UPDATE
            ),
            changed AS (
                UPDATE scheduled_tasks t
                SET name = :name,
                    task_type = :type,
                    schedule_pattern = :pattern,
                    time_zone = :zone,
                    starts_at = :startsAt,
                    ends_at = :endsAt,
                    jitter_seconds = :jitterSeconds,
                    catch_up = :catchUp,
                    catch_up_limit = :catchUpLimit,
                    catch_up_window_seconds = :catchUpWindowSeconds,
                    calendar = :calendar,
                    in_blackout = :inBlackout,
                    payload = CAST(:payload AS jsonb),
                    priority = :priority,
                    max_concurrent_runs = :limit,
                    after_failed = :afterFailed,
                    -- Of a task that waits, the time for when it does so no more.
                    next_run_at = CASE WHEN :changesNextRun AND o.not_before IS NULL THEN CAST(:nextRunAt AS timestamptz)
                                       ELSE o.next_run_at END,
                    not_before = CASE WHEN :changesNextRun AND o.not_before IS NOT NULL THEN CAST(:nextRunAt AS timestamptz)
                                      ELSE o.not_before END,
                    schedule_error = CASE WHEN :changesNextRun THEN NULL ELSE o.schedule_error END,
                    status = coalesce(CAST(:status AS text), o.status)
                FROM target o
                WHERE t.id = o.id
                RETURNING t.id, t.name,\s""" + AuditedFields.of("o") + " AS was, "
            + AuditedFields.of("t") + " AS becomes\n" + """
            )
            """ + AuditedFields.ENTERED + "SELECT c.id FROM changed c";

    private static final String LOCK = "SELECT " + Task.VERSION + " FROM scheduled_tasks t WHERE t.id = :id FOR UPDATE";

    private static final JsonMapper JSON = JsonMapper.shared();

    private final JdbcClient jdbc;

    DefinitionStatements(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** @return the new task's id */
    long create(Definition task, Actor actor) {
        return bound(CREATE, task, actor, "create")
                .param("wasMore", AuditedFields.NOTHING_MORE)
                .param(
                        "becomesMore",
                        more(
                                task.payload().equals("{}") ? null : task.payload(),
                                task.after().isNone() ? null : task.after().tasks()))
                .query(Long.class)
                .single();
    }

    /** @return its version, which stays so until the end of the transaction; empty if there is no such task */
    Optional<String> lock(long id) {
        return jdbc.sql(LOCK).param("id", id).query(String.class).optional();
    }

    /**
     * @param version that it has to have
     * @return false if it has another one: then nothing is written
     */
    boolean edit(Task was, String version, Definition becomes, Actor actor) {
        boolean samePayload = becomes.payload().equals(was.payload());
        boolean sameAfter = becomes.after().tasks().equals(was.after().tasks());
        return bound(EDIT, becomes, actor, "edit")
                .param("id", was.id())
                .param("version", version)
                .param("changesNextRun", becomes.changesNextRun())
                .param(
                        "wasMore",
                        more(
                                samePayload ? null : was.payload(),
                                sameAfter ? null : was.after().tasks()))
                .param(
                        "becomesMore",
                        more(
                                samePayload ? null : becomes.payload(),
                                sameAfter ? null : becomes.after().tasks()))
                .query(Long.class)
                .optional()
                .isPresent();
    }

    private JdbcClient.StatementSpec bound(String sql, Definition task, Actor actor, String action) {
        Duration window = task.rules().catchUp().window();
        Blackout blackout = task.rules().blackout();
        return jdbc.sql(sql)
                .param("name", task.name(), Types.VARCHAR)
                .param("type", task.type().name())
                .param("pattern", task.schedulePattern(), Types.VARCHAR)
                .param("zone", task.timeZone())
                .param("startsAt", Instants.parameter(task.rules().startsAt()), Types.TIMESTAMP_WITH_TIMEZONE)
                .param("endsAt", Instants.parameter(task.rules().endsAt()), Types.TIMESTAMP_WITH_TIMEZONE)
                .param("jitterSeconds", task.rules().jitter().toSeconds())
                .param("catchUp", task.rules().catchUp().mode().word())
                .param("catchUpLimit", task.rules().catchUp().limit(), Types.INTEGER)
                .param("catchUpWindowSeconds", window == null ? null : window.toSeconds(), Types.INTEGER)
                .param("calendar", blackout == null ? null : blackout.calendar(), Types.VARCHAR)
                .param("inBlackout", (blackout == null ? Blackout.Mode.SKIP : blackout.mode()).word())
                .param("afterFailed", task.after().failed().word())
                .param("payload", task.payload())
                .param("priority", task.priority())
                .param("limit", task.maxConcurrentRuns())
                .param("nextRunAt", Instants.parameter(task.nextRunAt()), Types.TIMESTAMP_WITH_TIMEZONE)
                .param("status", task.status(), Types.VARCHAR)
                .param("actor", actor.name())
                .param("face", actor.face().word())
                .param("action", action);
    }

    /** What the audit says beside the columns; null: nothing about that. */
    private static String more(@Nullable String payload, @Nullable List<String> after) {
        ObjectNode fields = JSON.createObjectNode();
        if (payload != null) {
            fields.set("payload", JSON.readTree(SecretFields.hide(payload)));
        }
        if (after != null) {
            fields.set("after", JSON.valueToTree(after));
        }
        return fields.isEmpty()
                ? AuditedFields.NOTHING_MORE
                : JSON.createObjectNode().set("*", fields).toString();
    }
}
