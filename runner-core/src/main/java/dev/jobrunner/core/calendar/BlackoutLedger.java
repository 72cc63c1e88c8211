package dev.jobrunner.core.calendar;

import dev.jobrunner.core.schedule.Blackout;
import dev.jobrunner.core.schedule.BlackoutCalendar;
import dev.jobrunner.core.schedule.HeldBack;
import dev.jobrunner.core.schedule.InvalidScheduleException;
import dev.jobrunner.core.schedule.SlotRules;
import dev.jobrunner.core.schedule.Span;
import dev.jobrunner.core.schedule.Timetable;
import dev.jobrunner.core.sql.Instants;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Enters in the ledger what blackouts held back: one row of status {@code skipped} for each task and blackout, once the blackout is over.
 * Several schedulers may do so at once; each blackout is entered once.
 */
public final class BlackoutLedger {

    private static final int PAGE = 500;

    /** What is older is not entered any more, should no scheduler have run for so long. */
    private static final Duration OLDEST = Duration.ofDays(400);

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);

    private static final String CALENDARS = """
            SELECT c.name, array_to_string(c.time_zone || c.periods, E'\\n') AS definition, c.counted_until, clock_timestamp() AS at
            FROM scheduled_task_calendars c
            """;

    /** By whoever comes first. */
    private static final String MINE = """
            SELECT 1
            FROM scheduled_task_calendars c
            WHERE c.name = :name AND c.counted_until = :seen
            FOR NO KEY UPDATE SKIP LOCKED
            """;

    private static final String TASKS = """
            SELECT t.id, t.schedule_pattern, t.time_zone, t.calendar_since,
                  \s""" + SlotRules.COLUMNS + """

            FROM scheduled_tasks t
            WHERE t.calendar = :name AND t.status = 'active' AND t.schedule_pattern IS NOT NULL AND t.id > :after
            ORDER BY t.id
            LIMIT :page
            """;

    private static final String ENTER = """
            INSERT INTO scheduled_task_logs (id, scheduled_task_id, task_type, task_name, status, error_message,
                                             executed_at, started_at, finished_at, scheduled_for, attempt, missed_slots)
            SELECT nextval('scheduled_task_run_ids'), t.id, t.task_type, t.name, 'skipped', :reason, now(), now(), now(), :first, 1, :more
            FROM scheduled_tasks t
            WHERE t.id = :id
            """;

    private static final String ENTERED =
            "UPDATE scheduled_task_calendars SET counted_until = greatest(counted_until, :until) WHERE name = :name";

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;

    public BlackoutLedger(DataSource dataSource) {
        this.jdbc = JdbcClient.create(dataSource);
        this.transaction = new TransactionTemplate(new JdbcTransactionManager(dataSource));
    }

    /** Enters the blackouts that have ended, and says in how many rows. */
    public int enterEnded() {
        return jdbc.sql(CALENDARS).query(Uncounted::of).list().stream()
                .mapToInt(calendar -> enter(
                        calendar,
                        calendar.blackouts().stream()
                                .filter(span -> !span.until().isAfter(calendar.at()))
                                .toList()))
                .sum();
    }

    /** The same of one calendar, with what has passed of the blackout that goes on. */
    void enterUntilNow(String name) {
        jdbc.sql(CALENDARS + "WHERE c.name = :name")
                .param("name", name)
                .query(Uncounted::of)
                .optional()
                .ifPresent(calendar -> enter(
                        calendar,
                        calendar.blackouts().stream()
                                .map(span -> span.until().isAfter(calendar.at())
                                        ? new Span(span.from(), calendar.at())
                                        : span)
                                .toList()));
    }

    private int enter(Uncounted calendar, List<Span> blackouts) {
        if (blackouts.isEmpty()) {
            return 0;
        }
        return Objects.requireNonNull(transaction.execute(status -> {
            boolean mine = jdbc.sql(MINE)
                    .param("name", calendar.name())
                    .param("seen", Instants.parameter(calendar.countedUntil()))
                    .query(Integer.class)
                    .optional()
                    .isPresent();
            if (!mine) {
                return 0;
            }
            int rows = 0;
            long after = Long.MIN_VALUE;
            List<Held> page;
            do {
                page = jdbc.sql(TASKS)
                        .param("name", calendar.name())
                        .param("after", after)
                        .param("page", PAGE)
                        .query(Held::of)
                        .list();
                for (Held task : page) {
                    for (Span blackout : blackouts) {
                        rows += enter(calendar, task, blackout);
                    }
                    after = task.id();
                }
            } while (page.size() == PAGE);
            jdbc.sql(ENTERED)
                    .param(
                            "until",
                            Instants.parameter(
                                    blackouts.get(blackouts.size() - 1).until()))
                    .param("name", calendar.name())
                    .update();
            return rows;
        }));
    }

    private int enter(Uncounted calendar, Held task, Span blackout) {
        Instant from = latest(blackout.from(), calendar.from(), task.since());
        if (!from.isBefore(blackout.until())) {
            return 0;
        }
        return task.heldBack(new Span(from, blackout.until()))
                .map(held -> enter(calendar.name(), task, blackout, held))
                .orElse(0);
    }

    private int enter(String calendar, Held task, Span blackout, HeldBack held) {
        // One of those that were moved to the end has its run there.
        int lost = task.moves() ? held.count() - 1 : held.count();
        if (lost == 0) {
            return 0;
        }
        String reason = "skipped: " + held.count() + (held.count() == 1 ? " slot, " : " slots from ")
                + TIME.format(held.first()) + (held.count() == 1 ? "" : " to " + TIME.format(held.last()))
                + ", in the blackout of calendar '" + calendar + "' until " + TIME.format(blackout.until())
                + (task.moves() ? "; by its in_blackout 'after' one run at the end stands for them" : "");
        return jdbc.sql(ENTER)
                .param("reason", reason)
                .param("first", Instants.parameter(held.first()))
                .param("more", lost - 1)
                .param("id", task.id())
                .update();
    }

    private static Instant latest(Instant first, Instant second, @Nullable Instant third) {
        Instant later = second.isAfter(first) ? second : first;
        return third != null && third.isAfter(later) ? third : later;
    }

    private record Uncounted(String name, String definition, Instant countedUntil, Instant at) {
        static Uncounted of(ResultSet row, int number) throws SQLException {
            return new Uncounted(
                    row.getString("name"),
                    row.getString("definition"),
                    Instants.required(row, "counted_until"),
                    Instants.required(row, "at"));
        }

        Instant from() {
            Instant oldest = at.minus(OLDEST);
            return countedUntil.isBefore(oldest) ? oldest : countedUntil;
        }

        List<Span> blackouts() {
            try {
                return BlackoutCalendar.parse(name, definition).between(from(), at);
            } catch (InvalidScheduleException e) {
                return List.of(); // its tasks tell of it in schedule_error, and do not run
            }
        }
    }

    private record Held(
            long id,
            String pattern,
            String zone,
            SlotRules rules,
            @Nullable Instant since) {
        static Held of(ResultSet row, int number) throws SQLException {
            return new Held(
                    row.getLong("id"),
                    row.getString("schedule_pattern"),
                    row.getString("time_zone"),
                    SlotRules.of(row),
                    Instants.nullable(row, "calendar_since"));
        }

        boolean moves() {
            return rules.blackout() != null && rules.blackout().mode() == Blackout.Mode.AFTER;
        }

        Optional<HeldBack> heldBack(Span part) {
            try {
                return Timetable.parse(pattern, zone, rules).heldBack(part);
            } catch (InvalidScheduleException e) {
                return Optional.empty(); // its schedule_error tells of it
            }
        }
    }
}
