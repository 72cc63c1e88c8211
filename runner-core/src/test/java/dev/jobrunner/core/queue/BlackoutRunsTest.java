package dev.jobrunner.core.queue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jobrunner.core.audit.Actor;
import dev.jobrunner.core.audit.Face;
import dev.jobrunner.core.calendar.BlackoutLedger;
import dev.jobrunner.core.calendar.Calendars;
import dev.jobrunner.core.schedule.CalendarDefinition;
import dev.jobrunner.core.testing.TestDatabase;
import dev.jobrunner.core.text.LedgerText;
import dev.jobrunner.core.text.Redactor;
import dev.jobrunner.core.upkeep.SchedulePlanner;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Tasks that go by a calendar, from planning over the claim and the settle to the ledger. */
class BlackoutRunsTest {

    private static final Actor ACTOR = new Actor("ops", Face.CLI);

    private static TestDatabase database;
    private static JdbcClient jdbc;
    private static JdbcTaskQueue queue;
    private static SchedulePlanner planner;
    private static Calendars calendars;
    private static BlackoutLedger ledger;

    @BeforeAll
    static void start() {
        database = TestDatabase.migrated();
        jdbc = JdbcClient.create(database.dataSource());
        queue = new JdbcTaskQueue(
                database.dataSource(),
                new RetryPolicy(5, List.of(Duration.ofMinutes(1))),
                ClaimOrder.STRICT,
                new LedgerText(new Redactor(List.of())));
        planner = new SchedulePlanner(database.dataSource());
        calendars = new Calendars(database.dataSource());
        ledger = new BlackoutLedger(database.dataSource());
    }

    @AfterAll
    static void stop() {
        database.close();
    }

    @BeforeEach
    void empty() {
        sql("TRUNCATE scheduled_tasks, scheduled_task_logs");
        sql("DELETE FROM scheduled_task_calendars");
    }

    @Test
    void theTickAndTheSettlePassOverABlackout() {
        LocalDate today = today();
        set(today + ".." + today.plusDays(3));
        task("0 3 * * *", "skip");

        planner.plan();

        assertThat(next()).isEqualTo(at(today.plusDays(4).atTime(3, 0)));
        sql("UPDATE scheduled_tasks SET next_run_at = now()");
        queue.settle(claim(), new RunOutcome.Completed(""));
        assertThat(next()).isEqualTo(at(today.plusDays(4).atTime(3, 0)));
        assertThat(logged("missed_slots")).containsExactly("0");
    }

    @Test
    void aSlotIsMovedToTheEndAndRunsThereOnce() {
        LocalDateTime end = today().plusDays(2).atTime(12, 30);
        set(today().minusDays(1) + " 00:00.." + end.toLocalDate() + " 12:30");
        task("0 3 * * *", "after");

        planner.plan();

        assertThat(next()).isEqualTo(at(end));
        assertThat(queue.claim(request()).tasks()).isEmpty();
    }

    @Test
    void aChangedCalendarPlansAnewAndNeverFiresAtOnce() {
        LocalDate today = today();
        set("2020-01-01");
        task("0 3 * * *", "skip");
        planner.plan();

        set(today + ".." + today.plusDays(9));

        assertThat(jdbc.sql("SELECT next_run_at IS NULL FROM scheduled_tasks")
                        .query(Boolean.class)
                        .single())
                .isTrue();
        assertThat(queue.claim(request()).tasks()).isEmpty();
        planner.plan();
        assertThat(next()).isEqualTo(at(today.plusDays(10).atTime(3, 0)));
    }

    @Test
    void aCalendarThatChangesDuringTheRunCountsForTheNextSlot() {
        LocalDate today = today();
        set("2020-01-01");
        task("0 3 * * *", "skip");
        planner.plan();
        sql("UPDATE scheduled_tasks SET next_run_at = now()");
        ClaimedTask run = claim();

        set(today + ".." + today.plusDays(9));
        queue.settle(run, new RunOutcome.Completed(""));
        planner.plan();

        assertThat(next()).isEqualTo(at(today.plusDays(10).atTime(3, 0)));
    }

    @Test
    void aRetryIsOwedAndStaysWhenTheCalendarChanges() {
        set("2020-01-01");
        task("0 3 * * *", "skip");
        planner.plan();
        sql("UPDATE scheduled_tasks SET next_run_at = now()");
        queue.settle(claim(), new RunOutcome.Failed("no", ""));
        Instant retry = next();

        set(today() + ".." + today().plusDays(9));

        assertThat(next()).isEqualTo(retry);
    }

    @Test
    void aCalendarThatLeavesNoSlotIsSaidInScheduleErrorUntilItIsMended() {
        set("Mon 00:00..Mon 00:00");
        task("0 3 * * *", "skip");

        planner.plan();

        assertThat(text("SELECT schedule_error FROM scheduled_tasks"))
                .startsWith("calendar 'holidays' leaves no slot of 0 3 * * * (UTC) in the five years after ");
        set("2020-01-01");
        planner.plan();
        assertThat(next()).isAfter(at(today().atStartOfDay()));
    }

    @Test
    void aCalendarThatPlainSqlHasSpoiltStopsItsTasksAndNobodyElse() {
        sql("INSERT INTO scheduled_task_calendars (name, periods) VALUES ('holidays', ARRAY['someday'])");
        task("0 3 * * *", "skip");
        sql(
                "INSERT INTO scheduled_tasks (task_type, schedule_pattern, status, next_run_at) VALUES ('y', '0 3 * * *', 'active', now())");
        sql("UPDATE scheduled_tasks SET next_run_at = now() - interval '1 second' WHERE task_type = 'x'");

        List<ClaimedTask> both =
                queue.claim(new ClaimRequest("w", Set.of("X", "Y"), 5)).tasks();

        assertThat(both).hasSize(2);
        both.forEach(run -> queue.settle(run, new RunOutcome.Completed("")));
        assertThat(ledger.enterEnded()).isZero();
        assertThat(text("SELECT schedule_error FROM scheduled_tasks WHERE task_type = 'x'"))
                .startsWith("calendar 'holidays' cannot be used: periods 'someday'");
        assertThat(text("SELECT coalesce(schedule_error, '-') FROM scheduled_tasks WHERE task_type = 'y'"))
                .isEqualTo("-");
    }

    @Test
    void whatABlackoutHeldBackIsInTheLedgerOnceItIsOver() {
        LocalDate today = today();
        set(today.minusDays(3) + ".." + today.minusDays(1) + " works");
        task("0 3 * * *", "skip");
        task("0 3 * * *", "after");
        LocalDate other = today.plusDays(30);
        task("0 3 %d %d *".formatted(other.getDayOfMonth(), other.getMonthValue()), "skip");
        age();

        assertThat(ledger.enterEnded()).isEqualTo(2);
        assertThat(ledger.enterEnded()).isZero();

        assertThat(logged("status || ' ' || missed_slots || ' ' || error_message"))
                .containsExactly(
                        "skipped 2 skipped: 3 slots from %s 03:00 UTC to %s 03:00 UTC, in the blackout of calendar 'holidays' until %s 00:00 UTC"
                                .formatted(today.minusDays(3), today.minusDays(1), today),
                        "skipped 1 skipped: 3 slots from %s 03:00 UTC to %s 03:00 UTC, in the blackout of calendar 'holidays' until %s 00:00 UTC; by its in_blackout 'after' one run at the end stands for them"
                                .formatted(today.minusDays(3), today.minusDays(1), today));
        assertThat(
                        text(
                                "SELECT CAST(count(*) AS text) FROM scheduled_task_logs WHERE scheduled_for IS NOT NULL AND finished_at IS NOT NULL"))
                .isEqualTo("2");
    }

    @Test
    void aChangeInTheMiddleOfABlackoutCountsWhatHasPassedOfItAndNothingTwice() {
        LocalDate today = today();
        set(today.minusDays(3) + ".." + today.plusDays(3));
        task("0 0 * * *", "skip");
        age();

        assertThat(ledger.enterEnded()).isZero();
        set(today.minusDays(3) + ".." + today.minusDays(1));
        ledger.enterEnded();

        assertThat(logged("CAST(missed_slots + 1 AS text)")).containsExactly("4");
    }

    @Test
    void aTaskThatTookTheCalendarLaterIsCountedFromThenOn() {
        LocalDate today = today();
        set(today.minusDays(3) + ".." + today.minusDays(1));
        task("0 3 * * *", "skip");
        age();
        sql("UPDATE scheduled_tasks SET calendar_since = CAST('%s 12:00Z' AS timestamptz)"
                .formatted(today.minusDays(2)));

        ledger.enterEnded();

        assertThat(logged("missed_slots || ' ' || scheduled_for::date"))
                .hasSize(1)
                .allMatch(row -> row.startsWith("0 "));
    }

    private static void set(String... periods) {
        calendars.set(new CalendarDefinition("holidays", "UTC", List.of(periods)), null, ACTOR);
    }

    private static void task(String pattern, String inBlackout) {
        jdbc.sql("INSERT INTO scheduled_tasks (task_type, schedule_pattern, status, calendar, in_blackout)"
                        + " VALUES ('x', :pattern, 'active', 'holidays', :mode)")
                .param("pattern", pattern)
                .param("mode", inBlackout)
                .update();
    }

    /** As if calendar and tasks had been there for a month. */
    private static void age() {
        sql("UPDATE scheduled_task_calendars SET counted_until = now() - interval '30 days'");
        sql("UPDATE scheduled_tasks SET calendar_since = now() - interval '30 days'");
    }

    private static ClaimedTask claim() {
        return queue.claim(request()).tasks().get(0);
    }

    private static ClaimRequest request() {
        return new ClaimRequest("w", Set.of("X"), 1);
    }

    private static Instant next() {
        return jdbc.sql("SELECT next_run_at FROM scheduled_tasks")
                .query((row, number) -> row.getObject(1, OffsetDateTime.class).toInstant())
                .single();
    }

    private static List<String> logged(String columns) {
        return jdbc.sql("SELECT " + columns + " FROM scheduled_task_logs ORDER BY scheduled_task_id")
                .query(String.class)
                .list();
    }

    private static LocalDate today() {
        return jdbc.sql("SELECT now()")
                .query((row, number) -> row.getObject(1, OffsetDateTime.class)
                        .withOffsetSameInstant(ZoneOffset.UTC)
                        .truncatedTo(ChronoUnit.DAYS)
                        .toLocalDate())
                .single();
    }

    private static Instant at(LocalDateTime time) {
        return time.toInstant(ZoneOffset.UTC);
    }

    private static void sql(String statement) {
        jdbc.sql(statement).update();
    }

    private static String text(String query) {
        return jdbc.sql(query).query(String.class).single();
    }
}
