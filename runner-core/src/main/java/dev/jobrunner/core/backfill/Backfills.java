package dev.jobrunner.core.backfill;

import dev.jobrunner.core.audit.Actor;
import dev.jobrunner.core.audit.AuditRecord;
import dev.jobrunner.core.audit.AuditTrail;
import dev.jobrunner.core.schedule.Slot;
import dev.jobrunner.core.schedule.Timetable;
import dev.jobrunner.core.sql.Instants;
import dev.jobrunner.core.task.Task;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Starts and stops backfills, and says how far they are. The live schedule's row is only read. */
public final class Backfills {

    private static final String HAD = """
            SELECT s.slot
            FROM scheduled_task_backfill_slots s
            WHERE s.task_id = :task AND s.slot BETWEEN :from AND :to
            """;

    private static final String START = """
            INSERT INTO scheduled_task_backfills (task_id, parallelism)
            VALUES (:task, :parallelism)
            RETURNING id
            """;

    /** Somebody who asks at the same time may have been first with some. */
    private static final String ENTER_SLOTS = """
            INSERT INTO scheduled_task_backfill_slots (task_id, slot, backfill_id)
            SELECT :task, CAST(s AS timestamptz), :id
            FROM unnest(CAST(:slots AS text[])) AS s
            ON CONFLICT (task_id, slot) DO NOTHING
            """;

    private static final String RELEASE = "SELECT scheduled_task_backfill_release(:id)";

    /** In the order of the slots; those that wait for their turn, and those that no worker has taken yet. */
    private static final String STOP = """
            WITH stopped AS (
                UPDATE scheduled_task_backfills b
                SET ended_at = now()
                WHERE b.task_id = :task AND b.ended_at IS NULL
                RETURNING b.id
            ),
            untaken AS (
                SELECT t.id
                FROM scheduled_tasks t
                JOIN stopped s ON s.id = t.backfill_id
                WHERE t.status NOT IN ('completed', 'disabled') AND t.locked_at IS NULL
                ORDER BY t.id
                FOR UPDATE OF t SKIP LOCKED
            ),
            removed AS (
                DELETE FROM scheduled_tasks t
                USING untaken u
                WHERE t.id = u.id
                RETURNING t.id
            )
            DELETE FROM scheduled_task_backfill_slots f
            WHERE f.backfill_id IN (SELECT s.id FROM stopped s)
              AND (f.run_task_id IS NULL OR f.run_task_id IN (SELECT r.id FROM removed r))
            """;

    private static final String PROGRESS = """
            SELECT b.id, b.parallelism, b.created_at, b.ended_at,
                   min(s.slot) AS first, max(s.slot) AS last, count(s.slot) AS slots,
                   count(s.slot) FILTER (WHERE s.run_task_id IS NULL) AS waiting,
                   count(s.slot) FILTER (WHERE t.status NOT IN ('completed', 'disabled')) AS started,
                   count(s.slot) FILTER (WHERE t.status = 'disabled') AS failed
            FROM scheduled_task_backfills b
            LEFT JOIN scheduled_task_backfill_slots s ON s.backfill_id = b.id
            LEFT JOIN scheduled_tasks t ON t.id = s.run_task_id
            WHERE b.task_id = :task
            GROUP BY b.id
            ORDER BY b.id DESC
            LIMIT 20
            """;

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final AuditTrail audit;

    public Backfills(DataSource dataSource) {
        this.jdbc = JdbcClient.create(dataSource);
        this.transaction = new TransactionTemplate(new JdbcTransactionManager(dataSource));
        this.audit = new AuditTrail(dataSource);
    }

    /**
     * What {@link #start} would do.
     *
     * @throws BackfillRefusedException for a task that runs once, for a time that has not come, and for too many slots
     */
    public BackfillPlan preview(Task task, BackfillRequest request) {
        List<Instant> all = slots(task, request);
        return plan(null, all, fresh(task, request, all));
    }

    /** Starts it: runs for the slots that no backfill of the task has had before. Nothing happens where none is left. */
    public BackfillPlan start(Task task, BackfillRequest request, Actor actor) {
        List<Instant> all = slots(task, request);
        return Objects.requireNonNull(transaction.execute(status -> {
            List<Instant> fresh = fresh(task, request, all);
            if (fresh.isEmpty()) {
                return plan(null, all, fresh);
            }
            long id = jdbc.sql(START)
                    .param("task", task.id())
                    .param("parallelism", request.parallelism())
                    .query(Long.class)
                    .single();
            jdbc.sql(ENTER_SLOTS)
                    .param("task", task.id())
                    .param("id", id)
                    .param("slots", fresh.stream().map(Instant::toString).toArray(String[]::new))
                    .update();
            release(id);
            audit.enter(
                    actor,
                    new AuditRecord(
                            "backfill",
                            "task",
                            String.valueOf(task.id()),
                            task.name(),
                            null,
                            "{\"backfill_id\":%d,\"from\":\"%s\",\"to\":\"%s\",\"parallelism\":%d,\"slots\":%d}"
                                    .formatted(id, request.from(), request.to(), request.parallelism(), fresh.size())));
            return plan(id, all, fresh);
        }));
    }

    /**
     * Stops all backfills of a task: what runs goes on, the rest is as if it had never been asked for.
     *
     * @return how many slots will not be filled
     */
    public int stop(Task task, Actor actor) {
        return Objects.requireNonNull(transaction.execute(status -> {
            int left = jdbc.sql(STOP).param("task", task.id()).update();
            if (left > 0) {
                audit.enter(
                        actor,
                        new AuditRecord(
                                "stop_backfill",
                                "task",
                                String.valueOf(task.id()),
                                task.name(),
                                null,
                                "{\"slots_left\":%d}".formatted(left)));
            }
            return left;
        }));
    }

    /** The newest of a task, newest first. */
    public List<Backfill> of(long taskId) {
        return jdbc.sql(PROGRESS).param("task", taskId).query(Backfill::of).list();
    }

    /** Gives the places that are free to slots that wait, should a crash or a chance have left some. Says how many it gave. */
    public int goOn() {
        return jdbc
                .sql("SELECT b.id FROM scheduled_task_backfills b WHERE b.ended_at IS NULL ORDER BY b.id")
                .query(Long.class)
                .list()
                .stream()
                .mapToInt(this::release)
                .sum();
    }

    private int release(long id) {
        return jdbc.sql(RELEASE).param("id", id).query(Integer.class).single();
    }

    private List<Instant> slots(Task task, BackfillRequest request) {
        if (task.schedulePattern() == null) {
            throw new BackfillRefusedException("task", task.label(), "a recurring task: this one runs once");
        }
        Instant now = jdbc.sql("SELECT now() AS at")
                .query((row, number) -> Instants.required(row, "at"))
                .single();
        if (request.to().isAfter(now)) {
            throw new BackfillRefusedException(
                    "to", request.to().toString(), "a time that has come: the live schedule runs what is after " + now);
        }
        Timetable timetable = task.timetable();
        List<Instant> slots = new ArrayList<>();
        Optional<Slot> next = timetable.nextAfter(request.from().minusNanos(1));
        while (next.isPresent() && !next.get().scheduledFor().isAfter(request.to())) {
            if (slots.size() == BackfillRequest.MOST_SLOTS) {
                throw new BackfillRefusedException(
                        "to",
                        request.to().toString(),
                        "at most " + BackfillRequest.MOST_SLOTS + " slots at once, so up to "
                                + slots.get(slots.size() - 1));
            }
            slots.add(next.get().scheduledFor());
            next = timetable.nextAfter(next.get().scheduledFor());
        }
        return slots;
    }

    private List<Instant> fresh(Task task, BackfillRequest request, List<Instant> slots) {
        Set<Instant> had = jdbc
                .sql(HAD)
                .param("task", task.id())
                .param("from", Instants.parameter(request.from()))
                .param("to", Instants.parameter(request.to()))
                .query(Backfills::slot)
                .list()
                .stream()
                .collect(Collectors.toSet());
        return slots.stream().filter(slot -> !had.contains(slot)).toList();
    }

    private static Instant slot(ResultSet row, int number) throws SQLException {
        return Instants.required(row, "slot");
    }

    private static BackfillPlan plan(@Nullable Long id, List<Instant> all, List<Instant> fresh) {
        return new BackfillPlan(
                id,
                all.size(),
                all.size() - fresh.size(),
                fresh.isEmpty() ? null : fresh.get(0),
                fresh.isEmpty() ? null : fresh.get(fresh.size() - 1));
    }
}
