package dev.jobrunner.core.queue;

import dev.jobrunner.core.queue.RunOutcome.Cancelled;
import dev.jobrunner.core.queue.RunOutcome.Completed;
import dev.jobrunner.core.queue.RunOutcome.Failed;
import dev.jobrunner.core.queue.RunOutcome.HandedBack;
import dev.jobrunner.core.queue.RunOutcome.Lost;
import dev.jobrunner.core.schedule.Advance;
import dev.jobrunner.core.schedule.InvalidScheduleException;
import dev.jobrunner.core.schedule.Recurrence;
import dev.jobrunner.core.sql.Instants;
import dev.jobrunner.core.text.LedgerText;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/** {@link TaskQueue} on PostgreSQL. Safe for use by several threads; holds no transaction open between calls. */
public final class JdbcTaskQueue implements TaskQueue {

    private static final String SETTLE = """
            WITH ended AS (
                SELECT CAST(:taskId AS bigint) AS task_id, CAST(:token AS uuid) AS lock_token, CAST(:outcome AS text) AS outcome,
                       CAST(:endedAgo AS interval) AS ended_ago,
                       CAST(:error AS text) AS error_message, CAST(:output AS text) AS output,
                       CAST(:payload AS jsonb) AS payload, CAST(:nextSlot AS timestamptz) AS next_slot, CAST(:missed AS integer) AS missed_slots,
                       CAST(:scheduleError AS text) AS schedule_error
            )
            """ + RunEnding.SQL;

    private static final String UNKNOWN = """
            WITH ended AS MATERIALIZED (
                SELECT t.id AS task_id, t.lock_token, 'handed_back' AS outcome, CAST(NULL AS interval) AS ended_ago,
                       'handed back: the answer to its claim never arrived' AS error_message,
                       CAST(NULL AS text) AS output, CAST(NULL AS jsonb) AS payload, CAST(NULL AS timestamptz) AS next_slot, 0 AS missed_slots,
                       CAST(NULL AS text) AS schedule_error
                FROM scheduled_tasks t
                WHERE t.locked_at IS NOT NULL AND t.locked_by = :worker AND t.lock_token <> ALL (CAST(:held AS uuid[]))
                ORDER BY t.id
                FOR UPDATE OF t SKIP LOCKED
            )
            """ + RunEnding.SQL;

    private final JdbcTemplate template;
    private final JdbcClient jdbc;
    private final RetryPolicy retry;
    private final LedgerText ledgerText;
    private final DatabaseTime time = new DatabaseTime();

    public JdbcTaskQueue(DataSource dataSource, RetryPolicy retry, LedgerText ledgerText) {
        this.template = new JdbcTemplate(dataSource);
        this.jdbc = JdbcClient.create(template);
        this.retry = retry;
        this.ledgerText = ledgerText;
    }

    @Override
    public Claim claim(ClaimRequest request) {
        ClaimStatement statement = new ClaimStatement(request, time);
        return Objects.requireNonNull(template.execute((ConnectionCallback<Claim>) statement::execute));
    }

    @Override
    public Optional<Settled> settle(ClaimedTask task, RunOutcome outcome, Duration endedAgo) {
        NextSlot next = outcome instanceof Completed || outcome instanceof Cancelled ? nextSlot(task) : NextSlot.NONE;
        return jdbc.sql(SETTLE)
                .param("taskId", task.taskId())
                .param("token", task.token())
                .param("outcome", word(outcome))
                .param("endedAgo", endedAgo.toMillis() + " milliseconds")
                .param("error", ledgerText.error(reason(outcome)), Types.VARCHAR)
                .param("output", ledgerText.output(outcome.output()), Types.VARCHAR)
                .param("payload", task.payload())
                .param("nextSlot", Instants.parameter(next.at()), Types.TIMESTAMP_WITH_TIMEZONE)
                .param("missed", next.missed())
                .param("scheduleError", next.error(), Types.VARCHAR)
                .param("maxRetries", retry.maxRetries())
                .param("backoff", retry.backoffSeconds())
                .query(Settled::of)
                .optional();
    }

    @Override
    public boolean isRecorded(ClaimedTask task, RunOutcome outcome) {
        return jdbc.sql("SELECT EXISTS (SELECT 1 FROM scheduled_task_logs WHERE id = :runId AND status = :status)")
                .param("runId", task.runId())
                .param("status", outcome instanceof HandedBack ? "lost" : word(outcome))
                .query(Boolean.class)
                .single();
    }

    @Override
    public void releaseHold(ClaimedTask task) {
        jdbc.sql(
                        "UPDATE scheduled_tasks SET hold_until = NULL, hold_run_id = NULL WHERE id = :id AND hold_run_id = :runId")
                .param("id", task.taskId())
                .param("runId", task.runId())
                .update();
    }

    @Override
    public List<Settled> handBackUnknown(String workerId, Collection<UUID> held) {
        return jdbc.sql(UNKNOWN)
                .param("worker", workerId)
                .param("held", held.stream().map(UUID::toString).collect(Collectors.joining(",", "{", "}")))
                .param("maxRetries", retry.maxRetries())
                .param("backoff", retry.backoffSeconds())
                .query(Settled::of)
                .list();
    }

    private NextSlot nextSlot(ClaimedTask task) {
        if (task.pattern() == null) {
            return NextSlot.NONE;
        }
        try {
            Advance advance = Recurrence.parse(task.pattern(), task.timeZone())
                    .advance(task.scheduledFor(), time.now(task.lockedAt()));
            return new NextSlot(advance.next(), advance.missed(), null);
        } catch (InvalidScheduleException e) {
            return new NextSlot(null, 0, e.getMessage());
        }
    }

    private static String word(RunOutcome outcome) {
        if (outcome instanceof Completed) {
            return "completed";
        } else if (outcome instanceof Failed) {
            return "failed";
        } else if (outcome instanceof Cancelled) {
            return "cancelled";
        } else if (outcome instanceof Lost) {
            return "lost";
        }
        return "handed_back";
    }

    private static @Nullable String reason(RunOutcome outcome) {
        if (outcome instanceof Failed failed) {
            return failed.error();
        } else if (outcome instanceof Cancelled cancelled) {
            return cancelled.reason();
        } else if (outcome instanceof Lost lost) {
            return lost.reason();
        } else if (outcome instanceof HandedBack handedBack) {
            return handedBack.reason();
        }
        return null;
    }

    private record NextSlot(
            @Nullable Instant at, int missed, @Nullable String error) {
        static final NextSlot NONE = new NextSlot(null, 0, null);
    }
}
