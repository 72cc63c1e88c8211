package dev.jobrunner.scheduler.dashboard.calendar;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jobrunner.core.access.Role;
import dev.jobrunner.scheduler.testing.FormBrowser;
import dev.jobrunner.scheduler.testing.RunningScheduler;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The pages about calendars as a browser without JavaScript gets them. */
class CalendarPagesTest {

    private static RunningScheduler scheduler;
    private static FormBrowser operator;

    @BeforeAll
    static void start() throws Exception {
        scheduler = RunningScheduler.start("--jobrunner.scheduler.tick-interval=60s");
        operator = scheduler.browser(Role.OPERATOR);
    }

    @AfterAll
    static void stop() {
        scheduler.close();
    }

    @BeforeEach
    void empty() {
        scheduler.sql("TRUNCATE scheduled_tasks, scheduled_task_logs");
        scheduler.sql("DELETE FROM scheduled_task_calendars");
    }

    @Test
    void aCalendarIsMadeSeenEditedAndDeletedByForms() throws Exception {
        assertThat(operator.get("/calendars").body()).contains("No calendars yet");
        HttpResponse<String> wrong =
                operator.submit("/calendars", Map.of("name", "<b>", "time_zone", "UTC", "periods", "2099-12-25"));
        assertThat(wrong.statusCode()).isEqualTo(400);
        assertThat(wrong.body())
                .contains("id=\"name-error\"")
                .contains("&lt;b&gt;")
                .contains("2099-12-25");
        assertThat(operator.submit(
                                "/calendars",
                                Map.of(
                                        "name",
                                        "c",
                                        "time_zone",
                                        "UTC",
                                        "periods",
                                        "2099-12-25 Christmas\r\n\r\nSat 00:00..Mon 06:00"))
                        .statusCode())
                .isEqualTo(303);
        assertThat(operator.get("/calendars").body())
                .contains("The calendar is made")
                .contains("2099-12-25 Christmas", "2 periods");
        assertThat(operator.submit("/calendars", Map.of("name", "c", "time_zone", "UTC", "periods", ""))
                        .body())
                .contains("There is a calendar of this name");

        String edit = operator.get("/calendars/c/edit").body();
        assertThat(edit).contains("2099-12-25 Christmas\nSat 00:00..Mon 06:00").contains("What this calendar means");
        Matcher version = Pattern.compile("name=\"version\" value=\"([^\"]+)\"").matcher(edit);
        assertThat(version.find()).isTrue();
        Map<String, String> fields =
                Map.of("time_zone", "Asia/Tokyo", "periods", "someday", "version", version.group(1));
        assertThat(operator.submit("/calendars/c/edit", fields).body())
                .contains("id=\"periods-error\"")
                .contains("is not understood");
        scheduler.sql("UPDATE scheduled_task_calendars SET time_zone = 'Europe/Paris'");
        HttpResponse<String> late = operator.submit(
                "/calendars/c/edit", Map.of("time_zone", "Asia/Tokyo", "periods", "", "version", version.group(1)));
        assertThat(late.statusCode()).isEqualTo(409);
        assertThat(late.body()).contains("somebody else has changed this calendar");

        assertThat(operator.get("/calendars/c/delete").body()).contains("Delete calendar c?");
        operator.submit("/calendars/c/delete", Map.of());
        assertThat(operator.get("/calendars").body()).contains("Calendar c is deleted", "No calendars yet");
    }

    @Test
    void theEditorSaysWhatIsTyped() throws Exception {
        assertThat(operator.get("/calendars/preview?time_zone=UTC&periods=Sat+00:00..Mon+06:00")
                        .body())
                .contains("Sat ", "Mon ", " 06:00");
        assertThat(operator.get("/calendars/preview?time_zone=UTC&periods=someday")
                        .body())
                .contains("is not understood");
        assertThat(operator.get("/calendars/preview?time_zone=UTC&periods=").body())
                .contains("it holds nothing back");
    }

    @Test
    void aTasksFormNamesACalendarAndItsPageFollowsIt() throws Exception {
        scheduler.sql(
                "INSERT INTO scheduled_task_calendars (name, periods) VALUES ('c', ARRAY['2020-01-01..2099-12-31'])");
        assertThat(operator.get("/tasks/preview?schedule_pattern=@daily&calendar=c")
                        .body())
                .contains("leaves no slot of @daily");
        scheduler.sql("UPDATE scheduled_task_calendars SET periods = ARRAY['Sat 00:00..Mon 06:00']");

        HttpResponse<String> made = operator.submit(
                "/tasks",
                Map.of("task_type", "x", "schedule_pattern", "0 3 * * 0", "calendar", "c", "in_blackout", "after"));
        assertThat(made.statusCode()).as(made.body()).isEqualTo(303);
        String path = operator.pathOf(FormBrowser.location(made));
        assertThat(operator.get(path).body())
                .contains(", one run after a blackout", "after blackouts of calendar c")
                .containsPattern("Mon [0-9-]+ 06:00:00");
        assertThat(operator.get(path + "/edit").body()).contains("value=\"c\" selected", "value=\"after\" selected");
        assertThat(operator.submit("/calendars/c/delete", Map.of()).statusCode())
                .isEqualTo(303);
        assertThat(operator.get("/calendars").body()).contains("Not deleted: calendar c is used by task ");
        HttpResponse<String> freed = operator.submit(
                path + "/edit",
                Map.of("task_type", "x", "schedule_pattern", "0 3 * * 0", "calendar", "", "in_blackout", "after"));
        assertThat(freed.statusCode())
                .as("without a calendar the other choice says nothing")
                .isEqualTo(303);
    }
}
