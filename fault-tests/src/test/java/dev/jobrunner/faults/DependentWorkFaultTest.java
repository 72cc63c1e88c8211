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
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Tasks that run after others, while workers are killed: between an end and what follows from it, too. */
class DependentWorkFaultTest {

    private static final int MOST_UPSTREAM = 3;

    /** How far back an upstream lies at the most, so that there are long chains. */
    private static final int REACH = 40;

    @Test
    void aRandomGraphEndsInItsOrderWithEachTaskDoneThoughWorkersAreKilled() {
        Trial trial = Trial.of("kill -9 amid tasks that run after others");
        int tasks = Size.of(200, 500);
        int kills = Size.of(2, 6);
        List<List<Integer>> upstream = graph(tasks, trial.random());
        try (Fleet fleet = Fleet.of("dependent-work", 5, Map.of("WORKER_CONCURRENCY", "4"))) {
            List<Long> ids = fleet.insertGraph("free", 10_000, upstream, "{\"millis\": 60}");
            for (int kill = 1; kill <= kills; kill++) {
                long share = (long) tasks * kill / (kills + 1);
                await("a part of them is done")
                        .atMost(Duration.ofMinutes(3))
                        .pollInterval(Duration.ofMillis(20))
                        .until(() -> tasks - fleet.unfinished() >= share);
                App victim = busiest(fleet);
                victim.kill();
                trial.harm().kill();
                fleet.startWorker(WorkerKind.PLAIN);
            }
            fleet.awaitDone(Duration.ofMinutes(3));

            Verdict verdict = fleet.verdict();
            trial.ended(verdict, tasks + " tasks; done once more because of a kill: " + verdict.again());
            assertThat(verdict.clean()).as(verdict.toString()).isTrue();
            assertThat(verdict.again())
                    .as("only what a killed worker had in hand")
                    .isLessThanOrEqualTo(4L * kills);
            assertThat(tooEarly(fleet.executions(), ids, upstream)).isEmpty();
        }
    }

    /** Each task runs after up to three of those before it. */
    private static List<List<Integer>> graph(int tasks, Random random) {
        List<List<Integer>> upstream = new ArrayList<>();
        for (int i = 0; i < tasks; i++) {
            TreeSet<Integer> before = new TreeSet<>();
            for (int n = random.nextInt(MOST_UPSTREAM + 1); n > 0 && i > 0; n--) {
                before.add(Math.max(0, i - 1 - random.nextInt(REACH)));
            }
            upstream.add(List.copyOf(before));
        }
        return upstream;
    }

    private static App busiest(Fleet fleet) {
        List<Execution> executions = fleet.executions();
        return fleet.workers().stream()
                .filter(App::isAlive)
                .max(Comparator.comparingLong(worker -> executions.stream()
                        .filter(each -> each.kind() == Execution.Kind.RUNNING
                                && each.process().pid() == worker.pid())
                        .count()))
                .orElseThrow();
    }

    /** Executions that began before the last end of a task that theirs is after. */
    private static List<String> tooEarly(List<Execution> executions, List<Long> ids, List<List<Integer>> upstream) {
        Map<Long, Long> done = executions.stream()
                .filter(Execution::done)
                .collect(Collectors.toMap(Execution::task, Execution::end, Math::max));
        List<String> early = new ArrayList<>();
        for (Execution each : executions) {
            for (int before : upstream.get(ids.indexOf(each.task()))) {
                if (each.start() < done.getOrDefault(ids.get(before), Long.MAX_VALUE)) {
                    early.add("task " + each.task() + " started before task " + ids.get(before) + " was done");
                }
            }
        }
        return early;
    }
}
