package dev.jobrunner.core.queue;

import dev.jobrunner.core.queue.RunOutcome.Skipped;
import dev.jobrunner.core.schedule.InvalidScheduleException;
import dev.jobrunner.core.schedule.Slot;
import dev.jobrunner.core.schedule.Timetable;
import dev.jobrunner.core.text.LedgerText;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterUtils;
import org.springframework.jdbc.core.namedparam.ParsedSql;
import org.springframework.jdbc.core.namedparam.SqlParameterSource;

/** The ends of runs that this worker holds: any number of them in one statement, each found by its own token. */
final class SettleStatement {

    private static final String NAMED = """
            WITH ended AS (
                SELECT e.task_id, e.lock_token, e.outcome, e.ended_ago * interval '1 millisecond' AS ended_ago, e.error_message,
                       e.output, CAST(e.payload AS jsonb) AS payload, CAST(e.next_slot AS timestamptz) AS next_slot,
                       CAST(e.next_due AS timestamptz) AS next_due,
                       e.missed_slots, e.schedule_error
                FROM unnest(CAST(:taskIds AS bigint[]), CAST(:tokens AS uuid[]), CAST(:outcomes AS text[]),
                            CAST(:endedAgo AS bigint[]), CAST(:errors AS text[]), CAST(:outputs AS text[]),
                            CAST(:payloads AS text[]), CAST(:nextSlots AS text[]), CAST(:nextDue AS text[]), CAST(:missed AS integer[]),
                            CAST(:scheduleErrors AS text[]))
                     AS e (task_id, lock_token, outcome, ended_ago, error_message, output, payload, next_slot, next_due, missed_slots,
                           schedule_error)
            )
            """ + RunEnding.SQL;

    private static final ParsedSql PARSED = NamedParameterUtils.parseSqlStatement(NAMED);

    private static final String SQL = NamedParameterUtils.substituteNamedParameters(PARSED, null);

    /** For several at once. Whoever waits for one row while holding others may meet somebody who holds them the other way round. */
    private static final String SQL_FOR_SEVERAL = SQL.replace(RunEnding.LOCK, RunEnding.LOCK + " SKIP LOCKED");

    private final RetryPolicy retry;
    private final LedgerText ledgerText;
    private final DatabaseTime time;

    SettleStatement(RetryPolicy retry, LedgerText ledgerText, DatabaseTime time) {
        this.retry = retry;
        this.ledgerText = ledgerText;
        this.time = time;
    }

    /** @return with parameters for {@link #bind} */
    static String sqlFor(int ends) {
        return ends == 1 ? SQL : SQL_FOR_SEVERAL;
    }

    /** @return the index of the next parameter, where the first one was 1 */
    int bind(PreparedStatement statement, List<RunEnd> ends) throws SQLException {
        Object[] values = NamedParameterUtils.buildValueArray(PARSED, parameters(ends), null);
        int next = 1;
        for (Object value : values) {
            statement.setObject(next++, value);
        }
        return next;
    }

    /**
     * The new states of those whose token was still valid and, if there were several, whose row was not busy.
     *
     * @return for each end, in its order
     */
    static List<Optional<Settled>> read(ResultSet rows, List<RunEnd> ends) throws SQLException {
        Map<Long, Settled> byRun = new HashMap<>();
        while (rows.next()) {
            Settled settled = Settled.of(rows, rows.getRow());
            byRun.put(settled.runId(), settled);
        }
        return ends.stream()
                .map(end -> Optional.ofNullable(byRun.get(end.task().runId())))
                .toList();
    }

    private SqlParameterSource parameters(List<RunEnd> ends) {
        List<NextSlot> next = ends.stream().map(this::nextSlot).toList();
        return new MapSqlParameterSource()
                .addValue(
                        "taskIds",
                        ends.stream().map(each -> each.task().taskId()).toArray(Long[]::new))
                .addValue("tokens", texts(ends, each -> each.task().token().toString()))
                .addValue("outcomes", texts(ends, each -> each.outcome().word()))
                .addValue(
                        "endedAgo",
                        ends.stream().map(each -> each.endedAgo().toMillis()).toArray(Long[]::new))
                .addValue(
                        "errors",
                        texts(ends, each -> ledgerText.error(each.outcome().reason())))
                .addValue(
                        "outputs",
                        texts(ends, each -> ledgerText.output(each.outcome().output())))
                .addValue(
                        "payloads",
                        texts(
                                ends,
                                each -> each.outcome().isAllThatIsSaid()
                                        ? null
                                        : each.task().payload()))
                .addValue(
                        "nextSlots",
                        texts(
                                next,
                                each -> each.slot() == null
                                        ? null
                                        : text(each.slot().named())))
                .addValue(
                        "nextDue",
                        texts(
                                next,
                                each -> each.slot() == null
                                        ? null
                                        : text(each.slot().dueAt())))
                .addValue("missed", next.stream().map(NextSlot::missed).toArray(Integer[]::new))
                .addValue("scheduleErrors", texts(next, NextSlot::error))
                .addValue("maxRetries", retry.maxRetries())
                .addValue("backoff", retry.backoffSeconds());
    }

    /** Whatever the end: somebody may have asked for it, which only the database knows, and then the slot is over. */
    private NextSlot nextSlot(RunEnd end) {
        ClaimedTask task = end.task();
        if (task.pattern() == null || end.outcome().isAllThatIsSaid()) {
            return NextSlot.NONE;
        }
        try {
            Timetable.Onward onward = task.timetable()
                    .advance(task.scheduledFor(), !(end.outcome() instanceof Skipped), time.now(task.lockedAt()));
            // Where none is left, the planner completes the task: it looks at the rules as they are by then.
            return new NextSlot(onward.next().orElse(null), onward.missed(), null);
        } catch (InvalidScheduleException e) {
            return new NextSlot(null, 0, e.getMessage());
        }
    }

    private static <T> @Nullable String[] texts(List<T> rows, Function<T, @Nullable String> column) {
        return rows.stream().map(column).toArray(String[]::new);
    }

    private static @Nullable String text(@Nullable Instant time) {
        return time == null ? null : time.toString();
    }

    private record NextSlot(
            @Nullable Slot slot, int missed, @Nullable String error) {
        static final NextSlot NONE = new NextSlot(null, 0, null);
    }
}
