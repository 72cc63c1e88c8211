package dev.jobrunner.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jobrunner.faults.evidence.Verdict;
import dev.jobrunner.faults.harness.App;
import dev.jobrunner.faults.harness.Fleet;
import dev.jobrunner.faults.harness.SchedulerClient;
import dev.jobrunner.faults.report.Size;
import dev.jobrunner.faults.report.Trial;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The server commits, but its answer is lost with the connection: the outcome is unknown to who asked. */
class LostAnswersFaultTest {

    private static final String CLAIM = "jobrunner.claim_types";
    private static final String SETTLE = "INSERT INTO scheduled_task_logs";
    private static final String ENQUEUE = "COMMIT";

    private final int answers = Size.of(12, 300);

    @Test
    void ofClaimsAndEndsOfRuns() {
        Trial trial = Trial.of("swallowed commits of claims and settles");
        try (Fleet fleet =
                Fleet.of("lost-answers", 2, Map.of("WORKER_CONCURRENCY", "4", "URL_OPTIONS", "?prepareThreshold=0"))) {
            App claiming = fleet.workers().get(0);
            App settling = fleet.workers().get(1);
            claiming.line().swallowAnswers(CLAIM, 3);
            settling.line().swallowAnswers(SETTLE, 4);
            while (claiming.line().swallowed() < answers || settling.line().swallowed() < answers) {
                fleet.insert("free", 10_000, 60, "{\"millis\": 20}");
                fleet.insert("two", 2, 20, "{\"millis\": 20}");
                fleet.awaitDone(Duration.ofMinutes(2));
            }
            claiming.line().swallowNothing();
            settling.line().swallowNothing();

            int claims = claiming.line().swallowed();
            int ends = settling.line().swallowed();
            trial.harm().cuts(claims + ends);
            Verdict verdict = fleet.verdict();
            trial.ended(verdict, claims + " answers to claims and " + ends + " to ends of runs lost");
            assertThat(verdict.clean()).as(verdict.toString()).isTrue();
            assertThat(verdict.again()).as("done once more").isZero();
        }
    }

    @Test
    void ofTheCreationOfTasks() {
        Trial trial = Trial.of("swallowed commits of enqueues");
        try (Fleet fleet = Fleet.withScheduler("lost-enqueues", Map.of("URL_OPTIONS", "?prepareThreshold=0"))) {
            App scheduler = fleet.schedulers().get(0);
            SchedulerClient client = SchedulerClient.of(scheduler);
            scheduler.line().swallowAnswers(ENQUEUE, 2);
            int asked = 0;
            while (scheduler.line().swallowed() < answers && asked < 20 * answers) {
                client.createUntilAccepted("free", "key-" + asked++);
            }

            trial.harm().cuts(scheduler.line().swallowed());
            long tasks = fleet.jdbc()
                    .sql("SELECT count(*) FROM scheduled_tasks")
                    .query(Long.class)
                    .single();
            trial.ended(asked + " tasks asked for, with " + scheduler.line().swallowed()
                    + " answers lost and repeated under their Idempotency-Key: " + tasks + " tasks");
            assertThat(scheduler.line().swallowed()).isGreaterThanOrEqualTo(answers);
            assertThat(tasks).isEqualTo(asked);
        }
    }
}
