package dev.jobrunner.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.jobrunner.faults.evidence.Execution;
import dev.jobrunner.faults.evidence.Verdict;
import dev.jobrunner.faults.harness.App;
import dev.jobrunner.faults.harness.Fleet;
import dev.jobrunner.faults.harness.WorkerKind;
import dev.jobrunner.faults.report.Size;
import dev.jobrunner.faults.report.Trial;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** {@code kill -9} of workers with work in hand, at the intervals that the product ships with. */
class KilledWorkersFaultTest {

    private static final Duration WORST = Duration.ofSeconds(15);

    /** Five to six seconds, and what a busy machine takes on top. */
    private static final Duration MIDDLE = Duration.ofSeconds(7);

    @Test
    void theirTasksRunAgainWithinFifteenSecondsAndNothingOverlaps() {
        Trial trial = Trial.of("kill -9 of workers");
        int rounds = Size.of(3, 30);
        try (Fleet fleet = Fleet.of("killed-workers", 4, Map.of("WORKER_CONCURRENCY", "4"))) {
            for (int round = 0; round < rounds; round++) {
                fleet.insert("free", 10_000, 12, "{\"millis\": 2500}");
                fleet.insert("two", 2, 4, "{\"millis\": 700}");
                List<App> victims = victims(fleet, trial);
                victims.forEach(App::kill);
                victims.forEach(each -> trial.harm().kill());
                victims.forEach(each -> fleet.startWorker(WorkerKind.PLAIN));
                fleet.awaitDone(Duration.ofMinutes(2));
            }

            Verdict verdict = fleet.verdict();
            trial.ended(verdict, "default intervals; done once more because of a kill: " + verdict.again());
            assertThat(verdict.clean()).as(verdict.toString()).isTrue();
            assertThat(verdict.lostAlive()).as("taken from a worker that lives").isEmpty();
            assertThat(verdict.recoveries()).hasSizeGreaterThanOrEqualTo(rounds);
            assertThat(verdict.medianRecovery()).isLessThan(MIDDLE);
            assertThat(verdict.longestRecovery()).isLessThan(WORST);
        }
    }

    /** Two of those that work on something, at a moment of chance. */
    private static List<App> victims(Fleet fleet, Trial trial) {
        Duration moment = Duration.ofMillis(trial.random().nextInt(400));
        return await().atMost(Duration.ofSeconds(60))
                .pollDelay(moment)
                .pollInterval(Duration.ofMillis(50))
                .until(() -> busy(fleet), busy -> busy.size() >= 2)
                .subList(0, 2);
    }

    private static List<App> busy(Fleet fleet) {
        Set<Long> pids = fleet.executions().stream()
                .filter(each -> each.kind() == Execution.Kind.RUNNING)
                .map(each -> each.process().pid())
                .collect(Collectors.toSet());
        return fleet.workers().stream()
                .filter(each -> pids.contains(each.pid()))
                .toList();
    }
}
