package dev.jobrunner.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.jobrunner.faults.evidence.Slots;
import dev.jobrunner.faults.evidence.Verdict;
import dev.jobrunner.faults.harness.App;
import dev.jobrunner.faults.harness.Fleet;
import dev.jobrunner.faults.report.Size;
import dev.jobrunner.faults.report.Trial;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Three schedulers at once, of which one is killed again and again. None leads: each does what is left to do. */
class KilledSchedulersFaultTest {

    private static final int TASKS = 12;

    @Test
    void noSlotRunsTwiceAndNoneIsMissedUncounted() {
        Trial trial = Trial.of("three schedulers, kill -9 of one after another");
        int rounds = Size.of(3, 40);
        Map<String, String> settings = Map.of("WORKER_CONCURRENCY", "8", "SCHEDULER_TICK_INTERVAL", "1");
        try (Fleet fleet = Fleet.of("killed-schedulers", 2, settings)) {
            fleet.addScheduler();
            fleet.addScheduler();
            fleet.awaitTicks();
            for (int round = 0; round < rounds; round++) {
                fleet.insertRecurring("* * * * * *", TASKS, "free", 10_000, "{\"millis\": 5}");
                List<App> living =
                        fleet.schedulers().stream().filter(App::isAlive).toList();
                living.get(trial.random().nextInt(living.size())).kill();
                trial.harm().kill();
                fleet.addScheduler();
                awaitPlanned(fleet);
                fleet.awaitTicks();
            }
            fleet.pauseRecurring();

            Verdict verdict = fleet.verdict();
            long gaps = Slots.missedUncounted(fleet.jdbc(), "* * * * * *", Duration.ofSeconds(1));
            trial.ended(
                    verdict,
                    rounds * TASKS + " tasks that run each second; slots run twice: " + verdict.again()
                            + ", missed and not counted: " + gaps);
            assertThat(verdict.clean()).as(verdict.toString()).isTrue();
            assertThat(verdict.again()).isZero();
            assertThat(gaps).isZero();
        }
    }

    private static void awaitPlanned(Fleet fleet) {
        await("new tasks are planned")
                .atMost(Duration.ofSeconds(15))
                .until(() -> fleet.jdbc()
                        .sql("SELECT count(*) = 0 FROM scheduled_tasks WHERE next_run_at IS NULL")
                        .query(Boolean.class)
                        .single());
    }
}
