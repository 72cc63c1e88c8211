package dev.jobrunner.scheduler.dashboard.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.jobrunner.core.insight.ChangeMarks;
import dev.jobrunner.core.insight.HealthQuery;
import dev.jobrunner.core.settings.LockTimeouts;
import dev.jobrunner.core.testing.TestDatabase;
import dev.jobrunner.scheduler.SchedulerApplication;
import java.io.BufferedReader;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

class EventsTest {

    private static final String TASK =
            "INSERT INTO scheduled_tasks (id, name, task_type, schedule_pattern, next_run_at)"
                    + " VALUES (1, 'one', 'x', '0 0 1 1 *', now() + interval '40 days')";

    private TestDatabase database;

    @BeforeEach
    void start() {
        database = TestDatabase.migrated();
    }

    @AfterEach
    void stop() {
        database.close();
    }

    @Test
    void eachKindIsToldOfWhenItChangedAndNothingWhenNothingDid() {
        sql(TASK);
        ChangePoll poll = poll();
        assertThat(poll.changes()).isEmpty();
        assertThat(poll.changes()).isEmpty();

        sql("UPDATE scheduled_tasks SET priority = 5");
        assertThat(poll.changes()).containsExactly("tasks");

        sql("INSERT INTO scheduled_task_logs (scheduled_task_id, task_type, status, finished_at)"
                + " VALUES (1, 'x', 'completed', now())");
        assertThat(poll.changes()).containsExactly("runs");

        sql("INSERT INTO scheduled_task_workers (id, host, pid, version, state, slots, task_types, heartbeat_interval,"
                + " stop_within) VALUES ('a', 'h', 1, '1', 'running', 2, '{}', '2 s', '7 s')");
        assertThat(poll.changes()).containsExactlyInAnyOrder("workers", "health");

        sql("UPDATE scheduled_task_workers SET heartbeat_at = now()");
        assertThat(poll.changes()).isEmpty();
    }

    @Test
    void anOpenPageLearnsOfAChangeAndHoldsUpNoShutdown() throws Exception {
        sql(TASK);
        ConfigurableApplicationContext scheduler = run();
        EventStreams streams = scheduler.getBean(EventStreams.class);
        CopyOnWriteArrayList<String> lines = new CopyOnWriteArrayList<>();
        CompletableFuture<Void> ended = listen(scheduler, lines);
        await().untilAsserted(() -> assertThat(lines).contains(":open"));
        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
            sql("UPDATE scheduled_tasks SET priority = priority + 1");
            assertThat(lines).contains("event:tasks");
        });
        assertThat(streams.count()).isEqualTo(1);

        long begin = System.nanoTime();
        scheduler.close();

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

    private ChangePoll poll() {
        return new ChangePoll(
                new ChangeMarks(database.dataSource(), Duration.ofSeconds(10)),
                new HealthQuery(
                        database.dataSource(),
                        new LockTimeouts(Duration.ofMinutes(30), Map.of()),
                        Duration.ofSeconds(10)));
    }

    private ConfigurableApplicationContext run() {
        return SpringApplication.run(
                SchedulerApplication.class,
                "--spring.datasource.url=" + database.jdbcUrl(),
                "--spring.datasource.username=" + database.user(),
                "--spring.datasource.password=" + database.password(),
                "--server.port=0");
    }

    private static CompletableFuture<Void> listen(
            ConfigurableApplicationContext scheduler, CopyOnWriteArrayList<String> lines) throws Exception {
        String port = scheduler.getEnvironment().getProperty("local.server.port");
        HttpResponse<InputStream> response = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/events"))
                                .build(),
                        BodyHandlers.ofInputStream());
        assertThat(response.headers().firstValue("Content-Type").orElse("")).startsWith("text/event-stream");
        assertThat(response.headers().firstValue("Cache-Control")).hasValue("no-store");
        return CompletableFuture.runAsync(
                () -> new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8))
                        .lines()
                        .forEach(lines::add));
    }

    private void sql(String statement) {
        database.jdbc().sql(statement).update();
    }
}
