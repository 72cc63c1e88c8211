package dev.jobrunner.scheduler.dashboard.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.jobrunner.core.access.Role;
import dev.jobrunner.core.insight.ChangeMarks;
import dev.jobrunner.core.insight.HealthQuery;
import dev.jobrunner.core.settings.LockTimeouts;
import dev.jobrunner.core.testing.TestDatabase;
import dev.jobrunner.scheduler.testing.FormBrowser;
import dev.jobrunner.scheduler.testing.RunningScheduler;
import java.io.BufferedReader;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class EventsTest {

    private static final String TASK =
            "INSERT INTO scheduled_tasks (id, name, task_type, schedule_pattern, next_run_at)"
                    + " VALUES (1, 'one', 'x', '0 0 1 1 *', now() + interval '40 days')";

    @Test
    void eachKindIsToldOfWhenItChangedAndNothingWhenNothingDid() {
        try (TestDatabase database = TestDatabase.migrated()) {
            sql(database, TASK);
            ChangePoll poll = poll(database);
            assertThat(poll.changes()).isEmpty();
            assertThat(poll.changes()).isEmpty();

            sql(database, "UPDATE scheduled_tasks SET priority = 5");
            assertThat(poll.changes()).containsExactly("tasks");

            sql(
                    database,
                    "INSERT INTO scheduled_task_logs (scheduled_task_id, task_type, status, finished_at)"
                            + " VALUES (1, 'x', 'completed', now())");
            assertThat(poll.changes()).containsExactly("runs");

            sql(
                    database,
                    "INSERT INTO scheduled_task_workers (id, host, pid, version, state, slots, task_types, heartbeat_interval,"
                            + " stop_within) VALUES ('a', 'h', 1, '1', 'running', 2, '{}', '2 s', '7 s')");
            assertThat(poll.changes()).containsExactlyInAnyOrder("workers", "health");

            sql(database, "UPDATE scheduled_task_workers SET heartbeat_at = now()");
            assertThat(poll.changes()).isEmpty();
        }
    }

    @Test
    void anOpenPageLearnsOfAChangeAndHoldsUpNoShutdown() throws Exception {
        CopyOnWriteArrayList<String> lines = new CopyOnWriteArrayList<>();
        CompletableFuture<Void> ended;
        EventStreams streams;
        long begin;
        try (RunningScheduler scheduler = RunningScheduler.start()) {
            scheduler.sql(TASK);
            streams = scheduler.bean(EventStreams.class);
            ended = listen(scheduler.browser(Role.VIEWER), lines);
            await().untilAsserted(() -> assertThat(lines).contains(":open"));
            await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
                scheduler.sql("UPDATE scheduled_tasks SET priority = priority + 1");
                assertThat(lines).contains("event:tasks");
            });
            assertThat(streams.count()).isEqualTo(1);
            begin = System.nanoTime();
        }

        ended.get(5, TimeUnit.SECONDS);
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(10));
        assertThat(streams.open(null)).isEmpty();
    }

    @Test
    void thereAreOnlySoManyStreamsAndTheyEndWithTheirSession() {
        EventStreams streams = new EventStreams();
        for (int stream = 0; stream < EventStreams.MOST; stream++) {
            assertThat(streams.open("session-" + stream)).isPresent();
        }

        assertThat(streams.open("one too many")).isEmpty();
        streams.endOf("session-3");
        assertThat(streams.count()).isEqualTo(EventStreams.MOST - 1);
        assertThat(streams.open("one more")).isPresent();
    }

    private static ChangePoll poll(TestDatabase database) {
        return new ChangePoll(
                new ChangeMarks(database.dataSource(), Duration.ofSeconds(10)),
                new HealthQuery(
                        database.dataSource(),
                        new LockTimeouts(Duration.ofMinutes(30), Map.of()),
                        Duration.ofSeconds(10)));
    }

    private static CompletableFuture<Void> listen(FormBrowser browser, CopyOnWriteArrayList<String> lines)
            throws Exception {
        HttpResponse<InputStream> response = browser.send(
                browser.request("GET", "/events").setHeader("Accept", "text/event-stream"),
                BodyHandlers.ofInputStream());
        assertThat(response.headers().firstValue("Content-Type").orElse("")).startsWith("text/event-stream");
        assertThat(response.headers().firstValue("Cache-Control")).hasValue("no-store");
        return CompletableFuture.runAsync(
                () -> new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8))
                        .lines()
                        .forEach(lines::add));
    }

    private static void sql(TestDatabase database, String statement) {
        database.jdbc().sql(statement).update();
    }
}
