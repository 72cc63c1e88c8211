package dev.jobrunner.core.upkeep;

import dev.jobrunner.core.schedule.InvalidScheduleException;
import dev.jobrunner.core.schedule.Recurrence;
import dev.jobrunner.core.sql.Instants;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Computes {@code next_run_at} of active tasks that have none: new ones, and those whose pattern or zone was changed. A
 * task that cannot be planned gets the reason in {@code schedule_error} and is left alone until it is changed, so it
 * never stands in the way of the others.
 */
public final class SchedulePlanner {

    private static final int PAGE = 500;

    private static final String UNPLANNED = """
            SELECT t.id, t.schedule_pattern, t.time_zone, now() AS database_time
            FROM scheduled_tasks t
            WHERE t.status = 'active' AND t.next_run_at IS NULL AND t.schedule_error IS NULL AND t.id > :after
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
                WHERE t.id = :id AND t.next_run_at IS NULL
                  AND t.schedule_pattern IS NOT DISTINCT FROM :pattern AND t.time_zone = :zone
                FOR UPDATE SKIP LOCKED
            )
            UPDATE scheduled_tasks t
            SET next_run_at = :next, schedule_error = CAST(:error AS text)
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
                if (write(task, plan) && plan.next() != null) {
                    planned++;
                } else if (plan.error() != null) {
                    refused++;
                }
                after = task.id();
            }
        } while (page.size() == PAGE);
        return new Planned(planned, refused);
    }

    private boolean write(Unplanned task, Plan plan) {
        return jdbc.sql(PLAN)
                        .param("next", Instants.parameter(plan.next()), Types.TIMESTAMP_WITH_TIMEZONE)
                        .param("error", plan.error(), Types.VARCHAR)
                        .param("id", task.id())
                        .param("pattern", task.pattern(), Types.VARCHAR)
                        .param("zone", task.zone())
                        .update()
                == 1;
    }

    /**
     * @param planned tasks that have a next run time now
     * @param refused tasks whose schedule cannot be used; {@code schedule_error} says why
     */
    public record Planned(int planned, int refused) {}

    private record Plan(@Nullable Instant next, @Nullable String error) {
        static Plan of(Unplanned task) {
            if (task.pattern() == null) {
                return new Plan(
                        null,
                        "one-off task without next_run_at: set it to the time it should run at, now() to run it at once");
            }
            try {
                return new Plan(Recurrence.parse(task.pattern(), task.zone()).nextAfter(task.databaseTime()), null);
            } catch (InvalidScheduleException e) {
                return new Plan(null, e.getMessage());
            }
        }
    }

    private record Unplanned(long id, @Nullable String pattern, String zone, Instant databaseTime) {
        static Unplanned of(ResultSet row, int number) throws SQLException {
            return new Unplanned(
                    row.getLong("id"),
                    row.getString("schedule_pattern"),
                    row.getString("time_zone"),
                    Instants.required(row, "database_time"));
        }
    }
}
