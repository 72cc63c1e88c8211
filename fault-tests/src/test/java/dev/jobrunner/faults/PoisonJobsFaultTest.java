package dev.jobrunner.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.jobrunner.faults.evidence.Verdict;
import dev.jobrunner.faults.harness.App;
import dev.jobrunner.faults.harness.Fleet;
import dev.jobrunner.faults.harness.WorkerKind;
import dev.jobrunner.faults.report.Size;
import dev.jobrunner.faults.report.Trial;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Jobs that take their worker down, or never stop, among many good ones. What ended is started again, as a platform would. */
class PoisonJobsFaultTest {

    private static final int SEATS = 2;
    private static final List<String> POISONS = List.of("halt", "memory", "overflow", "deaf");

    /** One loss is free, one failure is retried, the next one disables; twice for those that kill by being lost. */
    private static final int MOST_DEATHS = 3 * POISONS.size();

    @Test
    void theyAreDisabledAndAllOthersRun() {
        Trial trial = Trial.of("poison: halt, memory, stack, deaf to interrupts");
        Map<String, String> settings = new HashMap<>(FrozenWorkersFaultTest.QUICK);
        settings.put("MAX_RETRY_COUNT", "1");
        settings.put("RETRY_BACKOFF_MINUTES", "0");
        settings.put("LOCK_TIMEOUT_MINUTES_POISON", "0.05");
        try (Fleet fleet = Fleet.of("poison-jobs", SEATS, settings)) {
            int each = Size.of(1, 5);
            POISONS.forEach(act -> fleet.insert("poison", 20, each, "{\"millis\": 200, \"act\": \"" + act + "\"}"));
            fleet.insert("free", 10_000, Size.of(80, 500), "{\"millis\": 200}");

            await("everything has been done or given up")
                    .atMost(Duration.ofMinutes(Size.of(3, 20)))
                    .pollInterval(Duration.ofMillis(500))
                    .until(() -> {
                        fillSeats(fleet);
                        return fleet.unfinished() == 0;
                    });

            long deaths =
                    fleet.workers().stream().filter(worker -> !worker.isAlive()).count();
            Verdict verdict = fleet.verdict();
            trial.ended(
                    verdict,
                    POISONS.size() * each + " poison jobs disabled after " + deaths
                            + " deaths of workers; all others done");
            assertThat(verdict.clean()).as(verdict.toString()).isTrue();
            assertThat(statuses(fleet)).containsExactly(Map.entry("disabled", (long) POISONS.size() * each));
            assertThat(deaths).isBetween(3L, (long) MOST_DEATHS * each);
        }
    }

    private static void fillSeats(Fleet fleet) {
        long living = fleet.workers().stream().filter(App::isAlive).count();
        for (long i = living; i < SEATS; i++) {
            fleet.startWorker(WorkerKind.PLAIN);
        }
    }

    private static Map<String, Long> statuses(Fleet fleet) {
        Map<String, Long> counts = new HashMap<>();
        fleet.jdbc()
                .sql("SELECT status, count(*) AS tasks FROM scheduled_tasks WHERE task_type = 'poison' GROUP BY status")
                .query(row -> {
                    counts.put(row.getString("status"), row.getLong("tasks"));
                });
        return counts;
    }
}
