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
import org.junit.jupiter.api.Test;

/** Rolling restarts by SIGTERM with twenty runs in flight: some fit into the grace, some do not. */
class DrainedWorkersFaultTest {

    private static final Duration GRACE = Duration.ofSeconds(3);

    @Test
    void whatFitsInIsFinishedTheRestIsHandedBackWithoutCost() {
        Trial trial = Trial.of("SIGTERM, rolling restarts with 20 in flight");
        int rounds = Size.of(2, 50);
        try (Fleet fleet = Fleet.of(
                "drained-workers",
                2,
                Map.of("WORKER_CONCURRENCY", "10", "SHUTDOWN_GRACE_SECONDS", String.valueOf(GRACE.toSeconds())))) {
            for (int round = 0; round < rounds; round++) {
                fleet.insert("free", 10_000, 14, "{\"millis\": 1500}");
                fleet.insert("free", 10_000, 6, "{\"millis\": 6000}");
                await("20 in flight").atMost(Duration.ofMinutes(1)).until(() -> running(fleet) == 20);
                App leaving = fleet.workers().stream()
                        .filter(App::isAlive)
                        .findFirst()
                        .orElseThrow();

                App replacement = fleet.startWorker(WorkerKind.PLAIN);
                long asked = System.nanoTime();
                leaving.terminate();

                assertThat(leaving.awaitEnd(GRACE.plusSeconds(6)))
                        .as("ended in time:%n%s", leaving.log())
                        .isTrue();
                trial.harm().kill();
                assertThat(startedAfter(
                                fleet, leaving, asked + Duration.ofSeconds(1).toNanos()))
                        .as("started after SIGTERM")
                        .isEmpty();
                fleet.awaitReady(List.of(replacement));
                fleet.awaitDone(Duration.ofMinutes(1));
            }

            Verdict verdict = fleet.verdict();
            trial.ended(verdict, "grace " + GRACE.toSeconds() + " s; attempts used up: 0");
            assertThat(verdict.clean()).as(verdict.toString()).isTrue();
            assertThat(verdict.again()).isZero();
            assertThat(fleet.executions())
                    .allSatisfy(each -> assertThat(each.attempt()).isEqualTo(1));
            assertThat(fleet.jdbc()
                            .sql("SELECT coalesce(max(fail_count), 0) FROM scheduled_tasks")
                            .query(Integer.class)
                            .single())
                    .isZero();
        }
    }

    private static long running(Fleet fleet) {
        return fleet.executions().stream()
                .filter(each -> each.kind() == Execution.Kind.RUNNING)
                .count();
    }

    private static List<Execution> startedAfter(Fleet fleet, App app, long moment) {
        return fleet.executions().stream()
                .filter(each -> each.process() == app.life())
                .filter(each -> each.start() > moment)
                .toList();
    }
}
