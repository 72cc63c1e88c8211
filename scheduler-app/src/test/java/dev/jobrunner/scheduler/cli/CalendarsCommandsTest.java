package dev.jobrunner.scheduler.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jobrunner.core.testing.TestDatabase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code calendars …}, and the options of tasks that name one. */
class CalendarsCommandsTest {

    private static TestDatabase database;
    private static String url;

    @BeforeAll
    static void start() {
        database = TestDatabase.migrated();
        url = Answered.urlOf(database);
    }

    @AfterAll
    static void stop() {
        database.close();
    }

    @BeforeEach
    void empty() {
        database.jdbc().sql("TRUNCATE scheduled_tasks").update();
        database.jdbc().sql("DELETE FROM scheduled_task_calendars").update();
    }

    @Test
    void whatIsShownIsAFileForTheNextOne(@TempDir Path folder) throws Exception {
        assertThat(run("calendars", "list").out()).contains("no calendars yet");
        assertThat(run(
                                "calendars",
                                "set",
                                "a",
                                "--time-zone",
                                "Europe/Berlin",
                                "--period",
                                "2026-12-25 Christmas",
                                "--period",
                                "sat 00:00 - mon 06:00")
                        .out())
                .startsWith("calendar a made; 2 periods, 0 tasks");
        Answered shown = run("calendars", "show", "a");
        assertThat(shown.out().strip().lines())
                .containsExactly("time_zone Europe/Berlin", "2026-12-25 Christmas", "Sat 00:00..Mon 06:00");

        Path file = Files.writeString(folder.resolve("a.txt"), "# ours\n\n" + shown.out());
        assertThat(run("calendars", "set", "b", "--file", file.toString()).code())
                .isZero();
        assertThat(run("calendars", "show", "b").out()).isEqualTo(shown.out());
        run("calendars", "set", "b", "--time-zone", "UTC");
        assertThat(run("calendars", "show", "b", "json").json().toString())
                .contains("\"time_zone\":\"UTC\"", "Sat 00:00..Mon 06:00");
        assertThat(run("calendars", "list").out()).contains("a ", "b ", "Europe/Berlin");
    }

    @Test
    void aTaskGoesByACalendarThatThenIsNotDeleted() {
        run("calendars", "set", "c", "--period", "2099-12-30..2100-01-02");
        assertThat(run("tasks", "add", "--type", "x", "--name", "n", "--pattern", "0 9 * * *", "--calendar", "c")
                        .code())
                .isZero();
        assertThat(run("tasks", "preview", "n", "--from", "2099-12-29T00:00:00Z", "--count", "2")
                        .out())
                .contains("not in blackouts of calendar c", "2099-12-29T09:00:00Z", "2100-01-03T09:00:00Z");
        run("tasks", "edit", "n", "--in-blackout", "after");
        assertThat(run("tasks", "show", "n").out())
                .containsPattern("calendar +c")
                .containsPattern("in_blackout +after");
        Answered refused = run("calendars", "delete", "c");
        assertThat(refused.code()).isEqualTo(1);
        assertThat(refused.err()).contains("calendar c is used by task ", "(n)");
        run("tasks", "edit", "n", "--calendar", "");
        assertThat(run("calendars", "delete", "c").out()).contains("calendar c deleted");
        assertThat(run("calendars", "delete", "c").err()).contains("there is no calendar c");
    }

    @Test
    void wrongUseSaysWhatIsRight() {
        assertThat(run("calendars", "set", "c", "--period", "someday").err())
                .contains("periods 'someday' is not understood; allowed are");
        assertThat(run("calendars", "set", "c").err()).contains("--period, --file or --time-zone");
        assertThat(run("calendars", "show", "c").code()).isEqualTo(1);
        assertThat(run("tasks", "add", "--type", "x", "--pattern", "@daily", "--calendar", "c")
                        .err())
                .contains("there is none yet");
    }

    private static Answered run(String... arguments) {
        return Answered.to(Map.of("DATABASE_URL", url), Clock.systemUTC(), arguments);
    }
}
