package dev.jobrunner.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.jobrunner.faults.evidence.Execution;
import dev.jobrunner.faults.evidence.Verdict;
import dev.jobrunner.faults.harness.App;
import dev.jobrunner.faults.harness.Fleet;
import dev.jobrunner.faults.report.Size;
import dev.jobrunner.faults.report.Trial;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** SIGSTOP until others have the work, then SIGCONT: what wakes up believes that it still holds its locks. */
class FrozenWorkersFaultTest {

    static final Map<String, String> QUICK = Map.of(
            "WORKER_CONCURRENCY", "4",
            "WORKER_POLL_INTERVAL", "1",
            "WORKER_HEARTBEAT_INTERVAL", "1",
            "WORKER_DEAD_AFTER", "4",
            "SCHEDULER_TICK_INTERVAL", "1");

    @Test
    void whatWakesUpChangesNothingAndStopsAtOnce() {
        Trial trial = Trial.of("SIGSTOP past the lock, SIGCONT");
        int cycles = Size.of(3, 40);
        try (Fleet fleet = Fleet.of("frozen-workers", 3, QUICK)) {
            for (int cycle = 0; cycle < cycles; cycle++) {
                fleet.insert("free", 10_000, 4, "{\"millis\": 3000}");
                fleet.insert("free", 10_000, 4, "{\"millis\": 15000}");
                App victim = busiest(fleet);
                victim.freeze();
                trial.harm().freeze();
                awaitOthersHaveItsWork(fleet, victim);
                victim.thaw();
                fleet.awaitDone(Duration.ofMinutes(2));
            }

            Verdict verdict = fleet.verdict();
            trial.ended(
                    verdict,
                    "dead after 4 s; longest overlap after a wake-up: "
                            + verdict.zombie().toMillis() + " ms");
            assertThat(verdict.clean()).as(verdict.toString()).isTrue();
            assertThat(verdict.recoveries()).hasSizeGreaterThanOrEqualTo(cycles);
            assertThat(verdict.lostAlive()).isEmpty();
        }
    }

    /** For longer than it takes to find out that a killed one is dead, but its connection is still there. */
    @Test
    void whoStandsStillForSevenSecondsIsNotTakenForDead() {
        Trial trial = Trial.of("SIGSTOP for 7 s, SIGCONT");
        int cycles = Size.of(1, 20);
        try (Fleet fleet = Fleet.of("shortly-frozen-workers", 2, Map.of("WORKER_CONCURRENCY", "8"))) {
            for (int cycle = 0; cycle < cycles; cycle++) {
                fleet.insert("free", 10_000, 8, "{\"millis\": 12000}");
                App victim = busiest(fleet);
                victim.freeze();
                trial.harm().freeze();
                await().pollDelay(Duration.ofSeconds(7))
                        .atMost(Duration.ofSeconds(10))
                        .until(() -> true);
                assertThat(heldBy(fleet, victim)).as("taken from it").isPositive();
                assertThat(died(fleet)).isZero();
                victim.thaw();
                fleet.awaitDone(Duration.ofMinutes(2));
            }

            Verdict verdict = fleet.verdict();
            trial.ended(verdict, "default intervals; taken for dead: " + died(fleet));
            assertThat(died(fleet)).isZero();
            assertThat(verdict.clean()).as(verdict.toString()).isTrue();
            assertThat(verdict.zombie()).isEqualTo(Duration.ZERO);
        }
    }

    private static long heldBy(Fleet fleet, App worker) {
        return fleet.jdbc()
                .sql("SELECT count(*) FROM scheduled_tasks WHERE locked_by LIKE '%-' || :pid || '-%'")
                .param("pid", worker.pid())
                .query(Long.class)
                .single();
    }

    private static long died(Fleet fleet) {
        return fleet.jdbc()
                .sql("SELECT count(*) FROM scheduled_task_logs WHERE error_message LIKE '% died: %'")
                .query(Long.class)
                .single();
    }

    /** The one with most runs, once all tasks run. */
    static App busiest(Fleet fleet) {
        await().atMost(Duration.ofMinutes(1)).until(() -> running(fleet).size() == 8);
        Map<Long, Long> byPid = running(fleet).stream()
                .collect(Collectors.groupingBy(each -> each.process().pid(), Collectors.counting()));
        return fleet.workers().stream()
                .max((a, b) -> Long.compare(byPid.getOrDefault(a.pid(), 0L), byPid.getOrDefault(b.pid(), 0L)))
                .orElseThrow();
    }

    static void awaitOthersHaveItsWork(Fleet fleet, App victim) {
        Set<Long> tasks = running(fleet).stream()
                .filter(each -> each.process() == victim.life())
                .map(Execution::task)
                .collect(Collectors.toSet());
        await("others have its work")
                .atMost(Duration.ofMinutes(1))
                .until(() -> fleet.executions().stream()
                        .filter(each -> each.process() != victim.life())
                        .map(Execution::task)
                        .collect(Collectors.toSet())
                        .containsAll(tasks));
    }

    private static List<Execution> running(Fleet fleet) {
        return fleet.executions().stream()
                .filter(each -> each.kind() == Execution.Kind.RUNNING)
                .toList();
    }
}
