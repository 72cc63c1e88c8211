package dev.jobrunner.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.jobrunner.faults.evidence.Execution;
import dev.jobrunner.faults.evidence.Verdict;
import dev.jobrunner.faults.harness.App;
import dev.jobrunner.faults.harness.Fleet;
import dev.jobrunner.faults.harness.Patch;
import dev.jobrunner.faults.harness.WorkerKind;
import dev.jobrunner.faults.report.Trial;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Is the harness sharp? Workers with one safeguard taken out, each of which it has to catch. The safeguards are taken out
 * by classes that are put before the product's own; the product has no switch for it.
 */
class BrokenVariantsFaultTest {

    private static final String QUEUE = "dev.jobrunner.core.queue.";
    private static final String TOKEN = "AND t.lock_token IS NOT DISTINCT FROM e.lock_token";

    private static Fleet fleet;

    @TempDir
    Path folder;

    @BeforeAll
    static void start() {
        Map<String, String> settings = new HashMap<>(FrozenWorkersFaultTest.QUICK);
        settings.put("URL_OPTIONS", "?prepareThreshold=0");
        fleet = Fleet.withScheduler("broken-variants", settings);
    }

    @AfterAll
    static void end() {
        fleet.close();
    }

    @BeforeEach
    void begin() {
        fleet.begin();
    }

    @AfterEach
    void endWorkers() {
        fleet.workers().forEach(App::close);
    }

    @Test
    void settlingWithoutTheTokenIsCaught() {
        Trial trial = Trial.of("mutant: settles without a look at the token");
        WorkerKind mutant = WorkerKind.patched(Patch.ofTexts(folder, QUEUE + "SettleStatement", TOKEN, ""));
        startTwo(mutant);

        // Where its heartbeat is the first to wake up, the victim learns that its locks are lost and writes nothing.
        Verdict verdict = afterAFreeze();
        for (int again = 0; again < 4 && harm(verdict) == 0; again++) {
            verdict = afterAFreeze();
        }
        // What woke up ended the others' runs: as completed, or as lost if it was told to stop first.
        assertThat(harm(verdict)).isPositive();
        trial.caught("stale writes: " + verdict.stale().size() + ", runs taken from a healthy worker: "
                + verdict.lostAlive().size());
    }

    private static int harm(Verdict verdict) {
        return verdict.stale().size() + verdict.lostAlive().size();
    }

    private static Verdict afterAFreeze() {
        fleet.insert("free", 10_000, 8, "{\"millis\": 3000}");
        App victim = FrozenWorkersFaultTest.busiest(fleet);
        victim.freeze();
        FrozenWorkersFaultTest.awaitOthersHaveItsWork(fleet, victim);
        victim.thaw();
        await().atMost(Duration.ofMinutes(1))
                .until(() -> fleet.executions().stream().noneMatch(each -> each.kind() == Execution.Kind.RUNNING));
        return fleet.verdict();
    }

    @Test
    void completingWithoutTheIdentityOfTheRunIsCaught() {
        Trial trial = Trial.of("mutant: completes by the task's id alone");
        WorkerKind mutant = WorkerKind.patched(Patch.ofTexts(
                folder,
                QUEUE + "SettleStatement",
                TOKEN,
                "",
                "AND t.locked_at IS NOT NULL\n    -- Whoever",
                "\n    -- Whoever",
                "h.error_message, h.locked_at, h.locked_at,",
                "h.error_message, coalesce(h.locked_at, now()), now(),"));
        App worker = fleet.addWorker(mutant);
        worker.line().swallowAnswers("INSERT INTO scheduled_task_logs", 2);
        fleet.insert("free", 10_000, 20, "{\"millis\": 10}");
        fleet.awaitDone(Duration.ofMinutes(1));
        await().until(() -> worker.line().swallowed() > 3);
        worker.line().swallowNothing();

        Verdict verdict = fleet.verdict();
        assertThat(verdict.twice()).isNotEmpty();
        trial.caught("slots entered as completed twice: " + verdict.twice().size());
    }

    @Test
    void claimingByAnInListIsCaught() {
        Trial trial = Trial.of("mutant: UPDATE … WHERE id IN (SELECT … LIMIT … SKIP LOCKED)");
        WorkerKind mutant = WorkerKind.patched(Patch.ofTexts(
                folder, QUEUE + "ClaimStatement", "WHERE t.id = ANY (ARRAY(SELECT c.id FROM chosen c))", """
                WHERE t.id IN (SELECT x.id FROM scheduled_tasks x
                               WHERE x.status = 'active' AND x.locked_at IS NULL AND x.next_run_at <= now()
                                 AND x.task_type = ANY (SELECT l.task_type FROM l)
                               LIMIT 1 FOR UPDATE SKIP LOCKED)
                """));
        List<String> plans =
                List.of("enable_hashjoin", "enable_mergejoin", "enable_material", "enable_hashagg", "enable_sort");
        plans.forEach(plan -> setForAll(plan + " = off"));
        try {
            fleet.insert("free", 10_000, 30, "{\"millis\": 500}");
            fleet.addWorker(mutant);
            fleet.awaitDone(Duration.ofMinutes(1));
        } finally {
            plans.forEach(plan -> setForAll(plan + " = on"));
        }

        Verdict verdict = fleet.verdict();
        assertThat(verdict.mostPerProcess()).isGreaterThan(4);
        trial.caught("runs at once in a worker of 4 slots: " + verdict.mostPerProcess());
    }

    @Test
    void countingAndClaimingInOneStatementIsCaught() {
        Trial trial = Trial.of("mutant: counts and claims in one statement");
        WorkerKind mutant = WorkerKind.patched(Patch.ofTexts(
                folder,
                QUEUE + "ClaimStatement",
                "AND pg_try_advisory_xact_lock(?, hashtext(current_schema() || '.' || w.task_type))",
                "AND ? IS NOT NULL",
                "SELECT unnest(nullif(current_setting('jobrunner.claim_types', true), '')::text[]) AS task_type, true AS locked",
                "SELECT u.task_type, true AS locked FROM unnest(nullif(current_setting('jobrunner.claim_types', true), '')::text[])"
                        + " AS u (task_type) WHERE pg_advisory_xact_lock(1, hashtext(u.task_type)) IS NOT NULL"));
        startTwo(mutant);
        fleet.insert("one", 1, 400, "{\"millis\": 3}");
        fleet.insert("two", 2, 400, "{\"millis\": 3}");
        fleet.awaitDone(Duration.ofMinutes(1));

        Verdict verdict = fleet.verdict();
        assertThat(verdict.overLimit()).isNotEmpty();
        trial.caught("types over their limit: " + verdict.overLimit());
    }

    @Test
    void theClockOfTheMachineIsCaught() {
        Trial trial = Trial.of("mutant: takes the time from its machine, whose clock is an hour fast");
        WorkerKind mutant = WorkerKind.patched(Patch.ofSource(folder, QUEUE + "DatabaseTime", """
                package dev.jobrunner.core.queue;

                final class DatabaseTime {
                    void observe(java.time.Instant databaseTime) {}

                    java.time.Instant now(java.time.Instant floor) {
                        return java.time.Instant.now().plusSeconds(3600);
                    }
                }
                """));
        long task = fleet.jdbc()
                .sql("INSERT INTO scheduled_tasks (task_type, status, schedule_pattern, payload)"
                        + " VALUES ('free', 'active', '* * * * * *', '{\"millis\": 0}') RETURNING id")
                .query(Long.class)
                .single();
        fleet.addWorker(mutant);
        await().until(() -> !fleet.executions().isEmpty());

        await().atMost(Duration.ofSeconds(20)).until(() -> secondsToNextRun(task) > 60);
        trial.caught("seconds to the next run of a task that runs each second: " + secondsToNextRun(task));
    }

    private static void startTwo(WorkerKind kind) {
        fleet.awaitReady(List.of(fleet.startWorker(kind), fleet.startWorker(kind)));
    }

    private static long secondsToNextRun(long task) {
        return fleet.jdbc()
                .sql("SELECT coalesce(extract(epoch FROM next_run_at - now()), 0) FROM scheduled_tasks WHERE id = :id")
                .param("id", task)
                .query(Long.class)
                .single();
    }

    private static void setForAll(String setting) {
        fleet.jdbc()
                .sql("DO $$ BEGIN EXECUTE format('ALTER ROLE jobrunner IN DATABASE %I SET " + setting
                        + "', current_database()); END $$")
                .update();
    }
}
