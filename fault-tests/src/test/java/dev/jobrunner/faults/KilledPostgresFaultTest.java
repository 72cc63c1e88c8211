package dev.jobrunner.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.jobrunner.faults.evidence.Execution;
import dev.jobrunner.faults.evidence.Verdict;
import dev.jobrunner.faults.harness.Fleet;
import dev.jobrunner.faults.harness.Postgres;
import dev.jobrunner.faults.report.Size;
import dev.jobrunner.faults.report.Trial;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** {@code kill -9} of every process of PostgreSQL under load, and its start again a moment later. */
class KilledPostgresFaultTest {

    @Test
    void nothingIsLostAndWorkGoesOnByItself() {
        Trial trial = Trial.of("kill -9 of PostgreSQL");
        int rounds = Size.of(3, 30);
        List<Long> untilFirstStart = new ArrayList<>();
        try (Postgres postgres = Postgres.create();
                Fleet fleet = Fleet.withScheduler(postgres, "killed-postgres", Map.of("WORKER_CONCURRENCY", "4"))) {
            fleet.addWorkers(3);
            for (int round = 0; round < rounds; round++) {
                long before = fleet.executions().size();
                fleet.insert("free", 10_000, 60, "{\"millis\": 300}");
                fleet.insert("two", 2, 10, "{\"millis\": 100}");
                await().until(() -> fleet.executions().size() > before + 5);
                postgres.kill();
                trial.harm().databaseKill();
                pause(Duration.ofMillis(trial.random().nextInt(5_000)));
                postgres.start();
                long back = System.nanoTime();
                fleet.awaitDone(Duration.ofMinutes(2));
                untilFirstStart.add(firstStartAfter(fleet, back).toMillis());
            }

            Verdict verdict = fleet.verdict();
            untilFirstStart.sort(null);
            long longest = untilFirstStart.get(rounds - 1);
            trial.ended(
                    verdict,
                    "work went on " + untilFirstStart.get(rounds / 2) + " ms (longest " + longest
                            + " ms) after PostgreSQL was back; done once more: " + verdict.again());
            assertThat(verdict.clean()).as(verdict.toString()).isTrue();
            assertThat(Duration.ofMillis(longest)).isLessThan(Duration.ofSeconds(10));
            assertThat(fleet.workers())
                    .allSatisfy(each -> assertThat(each.isAlive()).isTrue());
        }
    }

    private static void pause(Duration time) {
        await().pollDelay(time).atMost(time.plusSeconds(5)).until(() -> true);
    }

    private static Duration firstStartAfter(Fleet fleet, long moment) {
        return Duration.ofNanos(fleet.executions().stream()
                        .mapToLong(Execution::start)
                        .filter(start -> start > moment)
                        .min()
                        .orElseThrow()
                - moment);
    }
}
