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
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
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
                       CAST(:error AS text) AS error_message, CAST(:output AS text) AS output,
                       CAST(:nextSlot AS timestamptz) AS next_slot, CAST(:missed AS integer) AS missed_slots,
                       CAST(:scheduleError AS text) AS schedule_error
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
    public Optional<Settled> settle(ClaimedTask task, RunOutcome outcome) {
        NextSlot next = outcome instanceof Completed || outcome instanceof Cancelled ? nextSlot(task) : NextSlot.NONE;
        return jdbc.sql(SETTLE)
                .param("taskId", task.taskId())
                .param("token", task.token())
                .param("outcome", word(outcome))
                .param("error", ledgerText.error(reason(outcome)), Types.VARCHAR)
                .param("output", ledgerText.output(outcome.output()), Types.VARCHAR)
                .param("nextSlot", Instants.parameter(next.at()), Types.TIMESTAMP_WITH_TIMEZONE)
                .param("missed", next.missed())
                .param("scheduleError", next.error(), Types.VARCHAR)
                .param("maxRetries", retry.maxRetries())
                .param("backoff", retry.backoffSeconds())
                .query(Settled::of)
                .optional();
    }

    @Override
    public boolean isRecorded(ClaimedTask task) {
        return jdbc.sql("SELECT EXISTS (SELECT 1 FROM scheduled_task_logs WHERE id = :runId)")
                .param("runId", task.runId())
                .query(Boolean.class)
                .single();
    }

    @Override
    public void releaseHold(ClaimedTask task) {
        jdbc.sql(
                        "UPDATE scheduled_tasks SET hold_until = NULL WHERE id = :id AND lock_token IS NULL AND hold_until IS NOT NULL")
                .param("id", task.taskId())
                .update();
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
