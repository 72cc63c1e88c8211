package dev.jobrunner.core.insight;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jobrunner.core.testing.TestDatabase;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FailureGroupsTest {

    private static TestDatabase database;
    private static FailureGroups failures;
    private static TaskHistory history;

    @BeforeAll
    static void start() {
        database = TestDatabase.migrated();
        failures = new FailureGroups(database.dataSource());
        history = new TaskHistory(database.dataSource());
    }

    @AfterAll
    static void stop() {
        database.close();
    }

    @BeforeEach
    void empty() {
        sql("TRUNCATE scheduled_tasks, scheduled_task_logs");
        sql("""
                INSERT INTO scheduled_tasks (id, name, task_type, status, schedule_pattern, fail_count, last_status)
                OVERRIDING SYSTEM VALUE
                VALUES (1, 'one', 'sync', 'active', '* * * * *', 2, 'failed'),
                       (2, 'two', 'sync', 'disabled', '* * * * *', 6, 'failed'),
                       (3, 'three', 'sync', 'active', '* * * * *', 0, 'completed')
                """);
    }

    @Test
    void messagesThatDifferInNumbersIdsAndQuotedWordsAreOneFault() {
        fails(1, "09:00", "HTTP 503 from https://api/items/17 after 1234 ms");
        fails(2, "09:01", "HTTP 503 from https://api/items/18 after 9 ms\nwith a second line 5");
        fails(3, "09:02", "HTTP 502 from https://api/items/19 after 77 ms");
        fails(1, "09:03", "job 0xDEADBEEF of 6f1c2d3e-1111-2222-3333-444455556666 lost \"this\" and 'that'");
        fails(1, "09:04", "job 0x1 of 0123abcd-aaaa-bbbb-cccc-ddddeeeeffff lost \"\" and 'more'");

        List<FailureGroup> groups = failures.find(null, null).groups();

        assertThat(groups.stream().map(FailureGroup::error))
                .containsExactly("job # of # lost # and #", "HTTP # from https://api/items/# after # ms");
        FailureGroup http = groups.get(1);
        assertThat(http.failures()).isEqualTo(3);
        assertThat(http.taskIds()).containsExactly(1L, 2L, 3L);
        assertThat(http.failing()).as("the third has recovered").isEqualTo(2);
        assertThat(http.message()).startsWith("HTTP 502");
        assertThat(http.firstSeen()).isEqualTo(Instant.parse("2026-11-24T09:00:00Z"));
        assertThat(http.lastSeen()).isEqualTo(Instant.parse("2026-11-24T09:02:00Z"));
    }

    @Test
    void whatStillFailsComesBeforeWhatHasRecovered() {
        fails(1, "08:00", "still");
        fails(3, "09:00", "recovered");

        assertThat(failures.find(null, null).groups().stream().map(FailureGroup::error))
                .containsExactly("still", "recovered");
        assertThat(failures.find(Instant.parse("2026-11-24T08:30:00Z"), null).groups())
                .hasSize(1);
        assertThat(failures.find(null, Instant.parse("2026-11-24T08:00:00Z")).groups())
                .isEmpty();
    }

    @Test
    void onlyTheNewestFailuresAreCountedAndItSaysSinceWhen() {
        sql("""
                INSERT INTO scheduled_task_logs (scheduled_task_id, task_type, status, error_message, executed_at, finished_at)
                SELECT 1, 'sync', 'failed', 'fault ' || n, TIMESTAMPTZ '2026-11-01Z' + n * interval '1 second', now()
                FROM generate_series(1, 10001) AS n
                """);

        FailureGroups.Found found = failures.find(null, null);

        assertThat(found.countedFrom()).isEqualTo(Instant.parse("2026-11-01T00:00:02Z"));
        assertThat(found.groups().get(0).failures()).isEqualTo(10_000);
    }

    @Test
    void theLastOutcomesOfManyTasksComeTogetherOldestFirst() {
        fails(1, "08:00", "a");
        fails(1, "09:00", "b");
        fails(1, "10:00", "c");
        fails(2, "08:00", "d");

        Map<Long, List<TaskHistory.Outcome>> last = history.last(List.of(1L, 2L, 3L), 2);

        assertThat(last).containsOnlyKeys(1L, 2L);
        assertThat(last.getOrDefault(1L, List.of()).stream()
                        .map(each -> each.executedAt().toString()))
                .containsExactly("2026-11-24T09:00:00Z", "2026-11-24T10:00:00Z");
        assertThat(last.getOrDefault(1L, List.of()).get(0).seconds()).isEqualTo(5.0);
    }

    @Test
    void daysAreThoseOfTheTasksZone() {
        fails(1, "03:00", "still the day before in New York");
        fails(1, "05:00", "this day");

        assertThat(history.days(1, ZoneId.of("America/New_York"), LocalDate.of(2026, 11, 20)))
                .containsEntry(LocalDate.of(2026, 11, 23), Map.of("failed", 1L))
                .containsEntry(LocalDate.of(2026, 11, 24), Map.of("failed", 1L));
        assertThat(history.days(1, ZoneId.of("UTC"), LocalDate.of(2026, 11, 25)))
                .isEmpty();
    }

    private static void fails(long task, String time, String message) {
        database.jdbc()
                .sql("""
                        INSERT INTO scheduled_task_logs (scheduled_task_id, task_type, task_name, status, error_message,
                                                         executed_at, started_at, finished_at)
                        VALUES (:task, 'sync', 'name', 'failed', :message, CAST(:at AS timestamptz), CAST(:at AS timestamptz),
                                CAST(:at AS timestamptz) + interval '5 seconds')
                        """)
                .param("task", task)
                .param("message", message)
                .param("at", "2026-11-24T" + time + "Z")
                .update();
    }

    private static void sql(String statement) {
        database.jdbc().sql(statement).update();
    }
}
