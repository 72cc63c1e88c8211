package dev.jobrunner.core.calendar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jobrunner.core.audit.Actor;
import dev.jobrunner.core.audit.AuditEntry;
import dev.jobrunner.core.audit.AuditFilter;
import dev.jobrunner.core.audit.AuditSearch;
import dev.jobrunner.core.audit.Face;
import dev.jobrunner.core.schedule.CalendarDefinition;
import dev.jobrunner.core.schedule.InvalidScheduleException;
import dev.jobrunner.core.testing.TestDatabase;
import java.sql.SQLException;
import java.util.List;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Calendars as people and plain SQL make, change and delete them. */
class CalendarsTest {

    private static final Actor ACTOR = new Actor("ops", Face.CLI);

    private static TestDatabase database;
    private static JdbcClient jdbc;
    private static Calendars calendars;

    @BeforeAll
    static void start() {
        database = TestDatabase.migrated();
        jdbc = JdbcClient.create(database.dataSource());
        calendars = new Calendars(database.dataSource());
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
    void aCalendarIsMadeChangedAndDeletedAndEachIsAudited() {
        assertThat(set(null, "2026-12-25 Christmas")).isTrue();
        Calendar made = calendars.find("holidays").orElseThrow();
        assertThat(made.periods()).containsExactly("2026-12-25 Christmas");
        assertThat(set(made.version(), "2026-12-25 Christmas", "sat 00:00 - mon 06:00"))
                .isFalse();
        assertThat(calendars.list()).singleElement().satisfies(now -> {
            assertThat(now.periods()).containsExactly("2026-12-25 Christmas", "Sat 00:00..Mon 06:00");
            assertThat(now.version()).isNotEqualTo(made.version());
        });
        assertThat(calendars.delete("holidays", ACTOR)).isTrue();
        assertThat(calendars.delete("holidays", ACTOR)).isFalse();

        List<AuditEntry> entries = new AuditSearch(database.dataSource())
                .search(new AuditFilter(null, null, "calendar", "holidays", null, null), Long.MAX_VALUE, 3);
        assertThat(entries).extracting(AuditEntry::action).containsExactly("delete", "edit", "create");
        assertThat(entries.get(1).before()).contains("2026-12-25 Christmas").doesNotContain("Sat");
        assertThat(entries.get(1).after()).contains("Sat 00:00..Mon 06:00");
        assertThat(entries.get(0).after()).isNull();
    }

    @Test
    void theSameAgainChangesNothing() {
        set(null, "2026-12-25");
        Calendar made = calendars.find("holidays").orElseThrow();

        set(null, " 2026-12-25 ");

        assertThat(calendars.find("holidays")).contains(made);
    }

    @Test
    void whoHasSeenAnOlderVersionChangesNothing() {
        set(null, "2026-12-25");
        String seen = calendars.find("holidays").orElseThrow().version();
        set(null, "2026-12-26");

        assertThatThrownBy(() -> set(seen, "2026-12-27"))
                .isInstanceOfSatisfying(
                        CalendarConflictException.class,
                        refused -> assertThat(refused.changedMeanwhile()).isTrue());
        calendars.delete("holidays", ACTOR);
        assertThatThrownBy(() -> set(seen, "2026-12-27")).isInstanceOf(CalendarConflictException.class);
    }

    @Test
    void aCalendarInUseIsNotDeletedAndTheTasksAreNamed() {
        set(null, "2026-12-25");
        sql("INSERT INTO scheduled_tasks (id, name, task_type, schedule_pattern, status, calendar)"
                + " OVERRIDING SYSTEM VALUE VALUES (71, 'nightly', 'x', '0 3 * * *', 'active', 'holidays'),"
                + " (72, NULL, 'x', '0 4 * * *', 'paused', 'holidays')");

        assertThatThrownBy(() -> calendars.delete("holidays", ACTOR))
                .isInstanceOf(CalendarConflictException.class)
                .hasMessage(
                        "calendar holidays is used by task 71 (nightly), task 72: give them another calendar or none first");
        assertThatThrownBy(() -> sql("DELETE FROM scheduled_task_calendars"))
                .isInstanceOf(DataIntegrityViolationException.class)
                .hasMessageContaining("task 71 (nightly), task 72");
        assertThat(calendars.find("holidays")).map(Calendar::tasks).contains(2L);
    }

    @Test
    void plainSqlNamesRenamesAndChangesCalendars() {
        sql(
                "INSERT INTO scheduled_task_calendars (name, periods) VALUES ('a', ARRAY['2026-12-25', 'Sat 00:00..Mon 06:00'])");
        sql("INSERT INTO scheduled_tasks (task_type, schedule_pattern, status) VALUES ('x', '0 3 * * *', 'active')");
        sql("UPDATE scheduled_tasks SET calendar = 'a'");
        assertThat(text("SELECT blackouts FROM scheduled_tasks")).isEqualTo("UTC\n2026-12-25\nSat 00:00..Mon 06:00");
        sql("UPDATE scheduled_task_calendars SET name = 'b', time_zone = 'Asia/Tokyo'");
        assertThat(text("SELECT calendar || ' ' || blackouts FROM scheduled_tasks"))
                .isEqualTo("b Asia/Tokyo\n2026-12-25\nSat 00:00..Mon 06:00");
        sql("UPDATE scheduled_tasks SET blackouts = 'nonsense'");
        assertThat(text("SELECT blackouts FROM scheduled_tasks")).startsWith("Asia/Tokyo\n");
        sql("UPDATE scheduled_tasks SET calendar = NULL");
        assertThat(text("SELECT coalesce(blackouts, '-') FROM scheduled_tasks")).isEqualTo("-");
        assertThatThrownBy(() -> sql("UPDATE scheduled_tasks SET calendar = 'nowhere'"))
                .hasMessageContaining("scheduled_tasks_calendar_exists");
    }

    @Test
    void aTaskThatTakesACalendarWhichIsBeingChangedGetsTheChangedOne() throws Exception {
        sql("INSERT INTO scheduled_task_calendars (name, periods) VALUES ('a', ARRAY['2026-12-25'])");
        sql("INSERT INTO scheduled_tasks (task_type, schedule_pattern, status) VALUES ('x', '0 3 * * *', 'active')");
        try (var changing = database.dataSource().getConnection()) {
            changing.setAutoCommit(false);
            changing.createStatement().execute("UPDATE scheduled_task_calendars SET periods = ARRAY['2027-01-01']");
            Thread taking = new Thread(() -> sql("UPDATE scheduled_tasks SET calendar = 'a'"));
            taking.start();
            Awaitility.await()
                    .until(() ->
                            text("SELECT CAST(count(*) AS text) FROM pg_stat_activity WHERE wait_event_type = 'Lock'"
                                            + " AND datname = current_database()")
                                    .equals("1"));
            changing.commit();
            taking.join();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }

        assertThat(text("SELECT blackouts FROM scheduled_tasks")).isEqualTo("UTC\n2027-01-01");
    }

    @Test
    void namesAndZonesAreChecked() {
        assertThatThrownBy(() -> new CalendarDefinition("no spaces", "UTC", List.of()))
                .isInstanceOf(InvalidScheduleException.class)
                .hasMessageStartingWith("calendar 'no spaces' is no name");
        assertThatThrownBy(() -> new CalendarDefinition("a", "Europe/Berln", List.of()))
                .hasMessageContaining("did you mean Europe/Berlin?");
    }

    private static boolean set(@Nullable String version, String... periods) {
        return calendars.set(new CalendarDefinition("holidays", "UTC", List.of(periods)), version, ACTOR);
    }

    private static void sql(String statement) {
        jdbc.sql(statement).update();
    }

    private static String text(String query) {
        return jdbc.sql(query).query(String.class).single();
    }
}
