package dev.jobrunner.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import dev.jobrunner.faults.evidence.Verdict;
import dev.jobrunner.faults.harness.Fleet;
import dev.jobrunner.faults.harness.WorkerKind;
import dev.jobrunner.faults.report.Size;
import dev.jobrunner.faults.report.Trial;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Machines whose clocks are off by minutes and hours. Needs libfaketime (apt: libfaketime); skipped without it. */
class WrongClocksFaultTest {

    private static final Optional<Path> LIBRARY = Stream.of("x86_64-linux-gnu", "aarch64-linux-gnu")
            .map(machine -> Path.of("/usr/lib", machine, "faketime", "libfaketime.so.1"))
            .filter(Files::exists)
            .findFirst();

    private static final List<String> OFF = List.of("-3600", "-90", "+90", "+3600");

    @Test
    void everySlotRunsOnceAndOnTheDatabasesTime() {
        assumeThat(LIBRARY.isPresent()).as("libfaketime is installed").isTrue();
        Trial trial = Trial.of("clocks off by 90 s and by an hour, both ways");
        Map<String, String> settings =
                Map.of("WORKER_CONCURRENCY", "6", "SCHEDULER_TICK_INTERVAL", "1", "WORKER_POLL_INTERVAL", "1");
        try (Fleet fleet = Fleet.withScheduler("wrong-clocks", settings)) {
            fleet.addScheduler(off("+3600"));
            fleet.awaitReady(
                    OFF.stream().map(each -> fleet.startWorker(off(each))).toList());
            fleet.insertRecurring("*/2 * * * * *", 10, "free", 10_000, "{\"millis\": 5}");
            fleet.insert("free", 10_000, Size.of(200, 2_000), "{\"millis\": 20}");
            fleet.insert("two", 2, Size.of(40, 400), "{\"millis\": 20}");
            fleet.awaitDone(Duration.ofMinutes(Size.of(2, 10)));
            await().pollDelay(Duration.ofSeconds(Size.of(8, 120)))
                    .atMost(Duration.ofMinutes(5))
                    .until(() -> true);
            fleet.pauseRecurring();

            Verdict verdict = fleet.verdict();
            double late = lateness(fleet);
            trial.ended(
                    verdict,
                    "workers " + String.join(", ", OFF) + " s, a scheduler +3600 s; slots run twice: " + verdict.again()
                            + ", latest start " + Math.round(late * 10) / 10.0 + " s after its slot");
            assertThat(verdict.clean()).as(verdict.toString()).isTrue();
            assertThat(verdict.again()).isZero();
            assertThat(verdict.lostAlive()).isEmpty();
            assertThat(late).isBetween(0.0, 5.0);
        }
    }

    /** By the database's clock, of the recurring tasks. */
    private static double lateness(Fleet fleet) {
        return fleet.jdbc()
                .sql("SELECT max(extract(epoch FROM l.started_at - l.scheduled_for)) FROM scheduled_task_logs l"
                        + " JOIN scheduled_tasks t ON t.id = l.scheduled_task_id WHERE t.schedule_pattern IS NOT NULL")
                .query(Double.class)
                .single();
    }

    private static WorkerKind off(String seconds) {
        return WorkerKind.with(Map.of("LD_PRELOAD", LIBRARY.orElseThrow().toString(), "FAKETIME", seconds));
    }
}
