package dev.jobrunner.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jobrunner.faults.evidence.Verdict;
import dev.jobrunner.faults.harness.App;
import dev.jobrunner.faults.harness.Fleet;
import dev.jobrunner.faults.report.Size;
import dev.jobrunner.faults.report.Trial;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** No fault but each other: workers that want the same tasks and the same free places. */
class ContentionFaultTest {

    @Test
    void everyTaskRunsOnceAndNoLimitIsExceeded() {
        Trial trial = Trial.of("contention and limits");
        int workers = Size.of(3, 5);
        try (Fleet fleet = Fleet.of("contention", workers, Map.of("WORKER_CONCURRENCY", "4"))) {
            fleet.insert("free", 10_000, Size.of(1_000, 20_000), "{\"millis\": 0}");
            fleet.insert("one", 1, Size.of(200, 1_500), "{\"millis\": 2}");
            fleet.insert("two", 2, Size.of(300, 1_500), "{\"millis\": 2}");
            fleet.insert("three", 3, Size.of(400, 2_000), "{\"millis\": 2}");

            fleet.awaitDone(Duration.ofMinutes(Size.of(3, 30)));

            Verdict verdict = fleet.verdict();
            trial.ended(verdict, workers + " workers of 4 slots; types limited to 1, 2 and 3");
            assertThat(verdict.clean()).as(verdict.toString()).isTrue();
            assertThat(verdict.again()).as("done twice").isZero();
            assertThat(verdict.executions()).isEqualTo(verdict.tasks());
            assertThat(verdict.mostPerProcess()).isEqualTo(4);
            assertThat(verdict.lostAlive()).isEmpty();
            for (App each : fleet.workers()) {
                assertThat(each.log()).doesNotContain("ERROR").doesNotContain("WARN");
            }
        }
    }
}
