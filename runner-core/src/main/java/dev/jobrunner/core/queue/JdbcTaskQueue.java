package dev.jobrunner.core.queue;

import dev.jobrunner.core.queue.RunOutcome.HandedBack;
import dev.jobrunner.core.task.WaitingTasks;
import dev.jobrunner.core.text.LedgerText;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/** {@link TaskQueue} on PostgreSQL. Safe for use by several threads; holds no transaction open between calls. */
public final class JdbcTaskQueue implements TaskQueue {

    private static final String UNKNOWN = """
            WITH ended AS MATERIALIZED (
                SELECT t.id AS task_id, t.lock_token, 'handed_back' AS outcome, CAST(NULL AS interval) AS ended_ago,
                       'handed back: the answer to its claim never arrived' AS error_message,
                       CAST(NULL AS text) AS output, CAST(NULL AS jsonb) AS payload, CAST(NULL AS timestamptz) AS next_slot, CAST(NULL AS timestamptz) AS next_due, 0 AS missed_slots,
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
    private final ClaimStatement.Sql claims;
    private final SettleStatement settle;
    private final WaitingTasks waiting;
    private final DatabaseTime time = new DatabaseTime();

    public JdbcTaskQueue(DataSource dataSource, RetryPolicy retry, ClaimOrder order, LedgerText ledgerText) {
        this.template = new JdbcTemplate(dataSource);
        this.jdbc = JdbcClient.create(template);
        this.retry = retry;
        this.claims = ClaimStatement.in(order);
        this.waiting = new WaitingTasks(dataSource);
        this.settle = new SettleStatement(retry, ledgerText, time);
    }

    @Override
    public Claim claim(ClaimRequest request) {
        return onConnection(new ClaimStatement(claims, request, time)::execute);
    }

    @Override
    public void callOthers() {
        DueSignal.send(jdbc);
    }

    @Override
    public List<Optional<Settled>> settle(List<RunEnd> ends) {
        List<Optional<Settled>> settled = onConnection(connection -> {
            try (PreparedStatement statement = connection.prepareStatement(SettleStatement.sqlFor(ends.size()))) {
                settle.bind(statement, ends);
                try (ResultSet rows = statement.executeQuery()) {
                    return SettleStatement.read(rows, ends);
                }
            }
        });
        releaseAfter(settled);
        return settled;
    }

    @Override
    public Refill settleAndClaim(List<RunEnd> ends, ClaimRequest request) {
        ClaimStatement claim = new ClaimStatement(claims, request, time);
        Refill refill = onConnection(connection -> {
            try (PreparedStatement statement =
                    connection.prepareStatement(SettleStatement.sqlFor(ends.size()) + ";" + claim.sql())) {
                claim.bind(statement, settle.bind(statement, ends));
                statement.execute();
                List<Optional<Settled>> settled;
                try (ResultSet rows = statement.getResultSet()) {
                    settled = SettleStatement.read(rows, ends);
                }
                statement.getMoreResults();
                return new Refill(settled, claim.read(statement));
            }
        });
        releaseAfter(refill.settled());
        return refill;
    }

    /** In a statement of its own, which sees what others have committed meanwhile. */
    private void releaseAfter(List<Optional<Settled>> settled) {
        List<Long> over = settled.stream()
                .flatMap(Optional::stream)
                .filter(each -> each.linked() && each.isOver())
                .map(Settled::taskId)
                .toList();
        try {
            waiting.releaseAfter(over);
        } catch (DataAccessException e) {
            // the ends are committed, and must not look as if they were not; the next tick releases
        }
    }

    @Override
    public boolean isRecorded(ClaimedTask task, RunOutcome outcome) {
        return jdbc.sql("SELECT EXISTS (SELECT 1 FROM scheduled_task_logs WHERE id = :runId AND status = :status)")
                .param("runId", task.runId())
                .param("status", outcome instanceof HandedBack ? "lost" : outcome.word())
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

    private <T> T onConnection(ConnectionCallback<T> work) {
        return Objects.requireNonNull(template.execute(work));
    }
}
