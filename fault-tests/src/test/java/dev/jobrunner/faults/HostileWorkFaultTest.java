package dev.jobrunner.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.jobrunner.faults.evidence.Verdict;
import dev.jobrunner.faults.harness.App;
import dev.jobrunner.faults.harness.Fleet;
import dev.jobrunner.faults.harness.HostileServer;
import dev.jobrunner.faults.report.Size;
import dev.jobrunner.faults.report.Trial;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Output without end, rows that make no sense, and HTTP targets that mean no good. */
class HostileWorkFaultTest {

    private static final long OUTPUT_LIMIT = 64 * 1024;
    private static final int DEADLINE_SECONDS = 6;

    private static HostileServer server;
    private static Fleet fleet;

    @BeforeAll
    static void start() {
        server = HostileServer.start();
        Map<String, String> settings = new HashMap<>();
        settings.put("WORKER_CONCURRENCY", "4");
        settings.put("MAX_RETRY_COUNT", "0");
        settings.put(
                "HANDLER_FLOOD",
                "sh -c 'yes both | head -c " + Size.of(100_000_000, 1_000_000_000) + " | tee /dev/stderr'");
        for (HostileServer.Way way : HostileServer.Way.values()) {
            settings.put("HANDLER_WEB_" + way, server.url(way));
            settings.put("LOCK_TIMEOUT_MINUTES_WEB_" + way, String.valueOf(DEADLINE_SECONDS / 60.0));
        }
        fleet = Fleet.of("hostile-work", 2, settings);
    }

    @AfterAll
    static void end() {
        fleet.close();
        server.close();
    }

    @BeforeEach
    void begin() {
        fleet.begin();
    }

    @Test
    void outputWithoutEndFillsNeitherMemoryNorLedger() {
        Trial trial = Trial.of("output floods");
        int floods = Size.of(2, 20);
        long before = resident();
        insertOther("flood", floods);
        fleet.insert("poison", 2, floods, "{\"millis\": 0, \"act\": \"flood\"}");

        awaitNothingActive(Duration.ofMinutes(Size.of(3, 20)));

        long stored = fleet.jdbc()
                .sql("SELECT max(octet_length(output)) FROM scheduled_task_logs WHERE task_type IN ('flood', 'poison')")
                .query(Long.class)
                .single();
        long grown = (resident() - before) / 1024;
        assertThat(ended("flood", "completed")).isEqualTo(floods);
        assertThat(stored).isLessThanOrEqualTo(OUTPUT_LIMIT + 1024);
        assertThat(fleet.workers())
                .allSatisfy(each -> assertThat(each.isAlive()).isTrue());
        trial.ended(2 * floods + " floods of " + Size.of(200, 1_000) + " MB: " + stored
                + " bytes kept of each; two workers grew by " + grown + " MB");
    }

    @Test
    void rowsThatMakeNoSenseDelayNobody() {
        Trial trial = Trial.of("bad rows");
        int bad = Size.of(20, 100);
        insertBad("'0 0 30 2 *'", "'UTC'", bad);
        insertBad("'0 0 * * *'", "'Mars/Olympus'", bad);
        insertBad("repeat('1,', 50000) || '1 * * * *'", "'UTC'", bad);
        insertBad("'0 0 31W * *'", "'UTC'", bad);
        fleet.jdbc()
                .sql("INSERT INTO scheduled_tasks (task_type, status, schedule_pattern, payload)"
                        + " SELECT 'free', 'active', '0 0 1 1 *', '{\"millis\": 0}' FROM generate_series(1, 50)")
                .update();
        long began = System.nanoTime();
        fleet.insert("free", 10_000, 100, "{\"millis\": 1}");

        await("good ones are planned")
                .atMost(Duration.ofSeconds(20))
                .until(() -> count("next_run_at IS NULL AND schedule_error IS NULL AND status = 'active'") == 0);
        fleet.awaitDone(Duration.ofSeconds(30));

        long took = Duration.ofNanos(System.nanoTime() - began).toMillis();
        Verdict verdict = fleet.verdict();
        long named = count("schedule_error IS NOT NULL");
        assertThat(verdict.clean()).as(verdict.toString()).isTrue();
        assertThat(named).isEqualTo(4L * bad);
        trial.ended(
                verdict,
                named + " of " + 4 * bad + " bad schedules named; all others planned and done in " + took + " ms");
    }

    @Test
    void targetsThatMeanNoGoodEndAtTheDeadline() {
        Trial trial = Trial.of("hostile HTTP targets");
        int each = Size.of(1, 20);
        for (HostileServer.Way way : HostileServer.Way.values()) {
            insertOther("web_" + way.name().toLowerCase(Locale.ROOT), each);
        }

        awaitNothingActive(Duration.ofMinutes(Size.of(1, 10)));

        double longest = fleet.jdbc()
                .sql("SELECT max(extract(epoch FROM finished_at - started_at)) FROM scheduled_task_logs"
                        + " WHERE task_type LIKE 'web_%'")
                .query(Double.class)
                .single();
        int all = each * HostileServer.Way.values().length;
        assertThat(ended("web_%", "failed")).isEqualTo(all);
        assertThat(longest).isLessThan(DEADLINE_SECONDS + 2.0);
        assertThat(server.forbiddenCalls()).as("redirects that were followed").isZero();
        assertThat(fleet.workers())
                .allSatisfy(worker -> assertThat(worker.isAlive()).isTrue());
        trial.ended(all + " calls, all failed; the longest took " + Math.round(longest * 10) / 10.0 + " s of "
                + DEADLINE_SECONDS + " s allowed; redirects followed: 0");
    }

    private static long resident() {
        return fleet.workers().stream().mapToLong(App::residentKilobytes).sum();
    }

    private static void insertOther(String type, int count) {
        fleet.jdbc()
                .sql("INSERT INTO scheduled_tasks (task_type, status, max_concurrent_runs)"
                        + " SELECT :type, 'active', 4 FROM generate_series(1, :count)")
                .param("type", type)
                .param("count", count)
                .update();
    }

    private static void insertBad(String pattern, String zone, int count) {
        fleet.jdbc()
                .sql(
                        "INSERT INTO scheduled_tasks (task_type, status, schedule_pattern, time_zone) SELECT 'free', 'active', "
                                + pattern + ", " + zone + " FROM generate_series(1, " + count + ")")
                .update();
    }

    private static void awaitNothingActive(Duration atMost) {
        await("nothing is left to do")
                .atMost(atMost)
                .pollInterval(Duration.ofMillis(500))
                .until(() -> count("status = 'active' AND schedule_pattern IS NULL") == 0);
    }

    private static long count(String condition) {
        return fleet.jdbc()
                .sql("SELECT count(*) FROM scheduled_tasks WHERE " + condition)
                .query(Long.class)
                .single();
    }

    private static long ended(String type, String status) {
        return fleet.jdbc()
                .sql("SELECT count(*) FROM scheduled_task_logs WHERE task_type LIKE :type AND status = :status")
                .param("type", type)
                .param("status", status)
                .query(Long.class)
                .single();
    }
}
