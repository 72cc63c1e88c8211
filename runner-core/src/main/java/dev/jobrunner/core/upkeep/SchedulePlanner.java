package dev.jobrunner.core.upkeep;

import dev.jobrunner.core.schedule.InvalidScheduleException;
import dev.jobrunner.core.schedule.Slot;
import dev.jobrunner.core.schedule.SlotRules;
import dev.jobrunner.core.schedule.Timetable;
import dev.jobrunner.core.sql.Instants;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Computes {@code next_run_at} of active tasks that have none: new ones, those whose schedule was changed, and those that have
 * run their last slot, which are completed. A task that cannot be planned gets the reason in {@code schedule_error} and is left alone until it is changed, so it
 * never stands in the way of the others.
 */
public final class SchedulePlanner {

    private static final int PAGE = 500;

    private static final String UNPLANNED = """
            SELECT t.id, CAST(t.xmin AS text) AS row_version, t.schedule_pattern, t.time_zone, now() AS database_time,
                  \s""" + SlotRules.COLUMNS + """

            FROM scheduled_tasks t
            WHERE t.status = 'active' AND t.next_run_at IS NULL AND t.schedule_error IS NULL AND t.id > :after
              -- What waits for others has its time already, and gets it from them.
              AND t.not_before IS NULL
            ORDER BY t.id
            LIMIT :page
            """;

    /**
     * Nothing happens if someone has changed the row since it was read, or is just changing it: the next tick sees it anew.
     * So a transaction that somebody left open holds up none of the others.
     */
    private static final String PLAN = """
            WITH free AS MATERIALIZED (
                SELECT t.id
                FROM scheduled_tasks t
                WHERE t.id = :id AND t.xmin = CAST(CAST(:rowVersion AS text) AS xid)
                FOR UPDATE SKIP LOCKED
            )
            UPDATE scheduled_tasks t
            SET next_run_at = :next,
                next_slot = :slot,
                schedule_error = CAST(:error AS text),
                status = CASE WHEN :over THEN 'completed' ELSE t.status END
            FROM free f
            WHERE t.id = f.id
            """;

    private final JdbcClient jdbc;

    public SchedulePlanner(DataSource dataSource) {
        this.jdbc = JdbcClient.create(dataSource);
    }

    /** Plans all that need it. */
    public Planned plan() {
        int planned = 0;
        int refused = 0;
        int completed = 0;
        long after = Long.MIN_VALUE;
        List<Unplanned> page;
        do {
            page = jdbc.sql(UNPLANNED)
                    .param("after", after)
                    .param("page", PAGE)
                    .query(Unplanned::of)
                    .list();
            for (Unplanned task : page) {
                Plan plan = Plan.of(task);
                if (write(task, plan)) {
                    planned += plan.next() != null ? 1 : 0;
                    completed += plan.over() ? 1 : 0;
                    refused += plan.error() != null ? 1 : 0;
                }
                after = task.id();
            }
        } while (page.size() == PAGE);
        return new Planned(planned, refused, completed);
    }

    private boolean write(Unplanned task, Plan plan) {
        return jdbc.sql(PLAN)
                        .param("next", time(plan, Slot::dueAt), Types.TIMESTAMP_WITH_TIMEZONE)
                        .param("slot", time(plan, Slot::named), Types.TIMESTAMP_WITH_TIMEZONE)
                        .param("error", plan.error(), Types.VARCHAR)
                        .param("over", plan.over())
                        .param("id", task.id())
                        .param("rowVersion", task.rowVersion())
                        .update()
                == 1;
    }

    private static @Nullable OffsetDateTime time(Plan plan, Function<Slot, @Nullable Instant> of) {
        return plan.next() == null ? null : Instants.parameter(of.apply(plan.next()));
    }

    /**
     * @param planned tasks that have a next run time now
     * @param refused tasks whose schedule cannot be used; {@code schedule_error} says why
     * @param completed tasks that have no slot left before their end
     */
    public record Planned(int planned, int refused, int completed) {}

    private record Plan(@Nullable Slot next, @Nullable String error) {
        boolean over() {
            return next == null && error == null;
        }

        static Plan of(Unplanned task) {
            if (task.pattern() == null) {
                return new Plan(
                        null,
                        "one-off task without next_run_at: set it to the time it should run at, now() to run it at once");
            }
            try {
                Timetable timetable = Timetable.parse(task.pattern(), task.zone(), task.rules())
                        .of(task.id());
                timetable.requireOrder();
                return new Plan(timetable.nextAfter(task.databaseTime()).orElse(null), null);
            } catch (InvalidScheduleException e) {
                return new Plan(null, e.getMessage());
            }
        }
    }

    private record Unplanned(
            long id, String rowVersion, @Nullable String pattern, String zone, SlotRules rules, Instant databaseTime) {
        static Unplanned of(ResultSet row, int number) throws SQLException {
            return new Unplanned(
                    row.getLong("id"),
                    row.getString("row_version"),
                    row.getString("schedule_pattern"),
                    row.getString("time_zone"),
                    SlotRules.of(row),
                    Instants.required(row, "database_time"));
        }
    }
}
