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
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Workers that cannot reach the database while the rest of the world can: one is refused, one hears nothing at all. */
class CutOffWorkersFaultTest {

    /** Four seconds, and what a busy machine takes on top. */
    private static final Duration STOPPED_WITHIN = Duration.ofSeconds(6);

    @Test
    void theyStopTheirRunsBeforeOthersHaveThemAndComeBackByThemselves() {
        Trial trial = Trial.of("partition and black hole of a worker");
        int rounds = Size.of(1, 15);
        try (Fleet fleet = Fleet.of("cut-off-workers", 3, Map.of("WORKER_CONCURRENCY", "4"))) {
            App cut = fleet.workers().get(0);
            App silent = fleet.workers().get(1);
            for (int round = 0; round < rounds; round++) {
                fleet.insert("free", 10_000, 12, "{\"millis\": 12000}");
                await().atMost(Duration.ofMinutes(1))
                        .until(() -> runningIn(fleet, cut) == 4 && runningIn(fleet, silent) == 4);
                long moment = System.nanoTime();
                cut.line().cut();
                silent.line().silence();
                trial.harm().cuts(2);
                await("others have the work").atMost(Duration.ofMinutes(2)).until(() -> fleet.unfinished() == 0);
                cut.line().mend();
                silent.line().mend();

                assertThat(fleet.executions().stream()
                                .filter(each -> each.process() == cut.life() || each.process() == silent.life())
                                .filter(each -> each.start() < moment && each.end() > moment))
                        .allSatisfy(each -> assertThat(Duration.ofNanos(each.end() - moment))
                                .isLessThan(STOPPED_WITHIN));
                assertBothWorkAgain(fleet, List.of(cut, silent));
            }

            Verdict verdict = fleet.verdict();
            trial.ended(verdict, "default intervals; both worked again by themselves");
            assertThat(verdict.clean()).as(verdict.toString()).isTrue();
        }
    }

    /** The server sees the connection end at once, so others have the task as soon as the product thinks it safe. */
    @Test
    void aJobThatIgnoresItsInterruptEndsItsProcessBeforeOthersHaveItsTask() {
        Trial trial = Trial.of("partition of a worker whose job is deaf to interrupts");
        int rounds = Size.of(1, 10);
        try (Fleet fleet = Fleet.of("cut-off-deaf", 2, Map.of())) {
            for (int round = 0; round < rounds; round++) {
                fleet.insert("free", 10_000, 1, "{\"millis\": 12000, \"act\": \"stubborn\"}");
                App cut = await().atMost(Duration.ofMinutes(1))
                        .until(
                                () -> fleet.workers().stream()
                                        .filter(each -> runningIn(fleet, each) == 1)
                                        .findFirst(),
                                Optional::isPresent)
                        .orElseThrow();
                cut.line().cut();
                trial.harm().cuts(1);
                fleet.startWorker(WorkerKind.PLAIN);
                await("others have the work").atMost(Duration.ofMinutes(2)).until(() -> fleet.unfinished() == 0);
                assertThat(cut.isAlive()).as("its process has ended").isFalse();
            }

            Verdict verdict = fleet.verdict();
            trial.ended(verdict, "default intervals; its process ended each time");
            assertThat(verdict.clean()).as(verdict.toString()).isTrue();
        }
    }

    private static void assertBothWorkAgain(Fleet fleet, List<App> apps) {
        long moment = System.nanoTime();
        await("both work again")
                .atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofSeconds(1))
                .until(() -> {
                    fleet.insert("free", 10_000, 12, "{\"millis\": 900}");
                    return apps.stream()
                            .allMatch(app -> fleet.executions().stream()
                                    .anyMatch(each -> each.process() == app.life() && each.start() > moment));
                });
        fleet.awaitDone(Duration.ofMinutes(1));
    }

    private static long runningIn(Fleet fleet, App app) {
        return fleet.executions().stream()
                .filter(each -> each.process() == app.life() && each.kind() == Execution.Kind.RUNNING)
                .count();
    }
}
