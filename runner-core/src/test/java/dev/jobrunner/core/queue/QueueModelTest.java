package dev.jobrunner.core.queue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jobrunner.core.testing.TestDatabase;
import dev.jobrunner.core.text.LedgerText;
import dev.jobrunner.core.text.Redactor;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Random sequences of what workers, the scheduler and operators do, on the real SQL and on {@link ModelTask} side by side:
 * after each step both must agree. {@code -Djobrunner.model.sequences=10000} is the full size,
 * {@code -Djobrunner.model.seed=…} repeats what failed.
 */
class QueueModelTest {

    private static final int SEQUENCES = Integer.getInteger("jobrunner.model.sequences", 400);
    private static final long SEED = Long.getLong("jobrunner.model.seed", System.nanoTime() & 0xffff_ffffL);
    private static final int STEPS = 12;
    private static final int LIMIT = 2;
    private static final RetryPolicy RETRY = new RetryPolicy(ModelTask.MAX_RETRIES, List.of(Duration.ofHours(1)));

    private static TestDatabase database;
    private static JdbcTaskQueue queue;

    private final List<String> steps = new ArrayList<>();
    private final List<ModelTask> model = new ArrayList<>();

    /** All claims of a sequence, those that have ended too: a late worker still holds them to be its own. */
    private final List<ClaimedTask> claims = new ArrayList<>();

    @BeforeAll
    static void start() {
        database = TestDatabase.migrated();
        queue = new JdbcTaskQueue(
                database.dataSource(),
                RETRY,
                new ClaimOrder(Duration.ofMinutes(1)),
                new LedgerText(new Redactor(List.of())));
    }

    @AfterAll
    static void stop() {
        database.close();
    }

    @Test
    void theDatabaseDoesWhatTheLifecycleSays() {
        for (int i = 0; i < SEQUENCES; i++) {
            Random random = new Random(SEED + i);
            begin();
            for (int step = 0; step < STEPS; step++) {
                steps.add(step(random));
                assertThat(database())
                        .as(
                                "-Djobrunner.model.seed=%d -Djobrunner.model.sequences=1 after%n  %s",
                                SEED + i, String.join("\n  ", steps))
                        .isEqualTo(model.stream().map(ModelTask::toString).toList());
            }
        }
    }

    private void begin() {
        database.jdbc().sql("DELETE FROM scheduled_tasks").update();
        steps.clear();
        model.clear();
        claims.clear();
        for (boolean oneOff : List.of(true, true, false)) {
            model.add(new ModelTask(
                    database.jdbc()
                            .sql(
                                    "INSERT INTO scheduled_tasks (task_type, schedule_pattern, next_run_at, max_concurrent_runs)"
                                            + " VALUES ('a', :pattern, now() - interval '1 minute', :limit) RETURNING id")
                            .param("pattern", oneOff ? null : "0 0 1 1 *", Types.VARCHAR)
                            .param("limit", LIMIT)
                            .query(Long.class)
                            .single(),
                    oneOff));
        }
    }

    /** Does one thing to both. */
    private String step(Random random) {
        ModelTask task = model.get(random.nextInt(model.size()));
        return switch (random.nextInt(16)) {
            case 0, 1, 2, 3 -> claim(1 + random.nextInt(3));
            case 4, 5, 6, 7, 8 -> settle(random);
            case 9 -> reap();
            case 10 -> byHand("SET status = 'paused' WHERE status = 'active' AND id = ", task, ModelTask::pause);
            case 11 -> byHand("SET status = 'active' WHERE status = 'paused' AND id = ", task, ModelTask::resume);
            case 12 ->
                random.nextBoolean()
                        ? byHand("SET locked_at = NULL, locked_by = NULL WHERE id = ", task, ModelTask::unlockByHand)
                        : byHand(
                                "SET cancel_requested_at = now() WHERE lock_token IS NOT NULL AND id = ",
                                task,
                                ModelTask::cancel);
            case 13 ->
                byHand(
                        "SET fail_count = 0, last_status = 'ready', status = 'active' WHERE id = ",
                        task,
                        ModelTask::reset);
            case 14 -> byHand("SET next_run_at = now() - interval '1 minute' WHERE id = ", task, ModelTask::force);
            default ->
                byHand(
                        "SET next_run_at = now() WHERE locked_at IS NULL AND next_run_at > now() AND id = ",
                        task,
                        ModelTask::age);
        };
    }

    private String claim(int slots) {
        List<ClaimedTask> claimed =
                queue.claim(new ClaimRequest("worker-1", Set.of("A"), slots)).tasks();
        long running = model.stream().filter(each -> each.token != null).count();
        long claimable = model.stream().filter(ModelTask::isClaimable).count();
        assertThat(claimed)
                .as("claimed for %d slots, after%n  %s", slots, String.join("\n  ", steps))
                .hasSize((int) Math.min(Math.min(slots, claimable), Math.max(0, LIMIT - running)));
        for (ClaimedTask each : claimed) {
            ModelTask task = task(each.taskId());
            assertThat(task.isClaimable()).as("claimable: %s", task).isTrue();
            task.claimed(each.token());
        }
        claims.addAll(claimed);
        return "claim " + slots + ": "
                + claimed.stream().map(ClaimedTask::taskId).toList();
    }

    private String settle(Random random) {
        if (claims.isEmpty()) {
            return "nothing to settle";
        }
        ClaimedTask claim = claims.get(random.nextInt(claims.size()));
        RunOutcome outcome = switch (random.nextInt(6)) {
            case 0, 1 -> new RunOutcome.Completed("");
            case 2 -> new RunOutcome.Failed("no", "");
            case 3 -> new RunOutcome.Cancelled("asked", "");
            case 4 -> new RunOutcome.Lost("fence", "");
            default -> new RunOutcome.HandedBack("shutdown", "");
        };
        boolean own = task(claim.taskId()).settle(claim.token(), outcome);
        assertThat(queue.settle(claim, outcome).isPresent())
                .as("%s of %s, after%n  %s", outcome, claim, String.join("\n  ", steps))
                .isEqualTo(own);
        return "settle " + claim.taskId() + " as " + outcome.getClass().getSimpleName() + (own ? "" : ", too late");
    }

    /** The worker is unknown to the scheduler, and so are its runs. */
    private String reap() {
        new LockReaper(database.dataSource(), RETRY).releaseDeadWorkers(Duration.ZERO, Instant.EPOCH);
        model.forEach(ModelTask::reaped);
        return "reap";
    }

    private String byHand(String statement, ModelTask task, Consumer<ModelTask> effect) {
        database.jdbc().sql("UPDATE scheduled_tasks " + statement + task.id).update();
        effect.accept(task);
        return statement + task.id;
    }

    private ModelTask task(long id) {
        return model.stream().filter(each -> each.id == id).findFirst().orElseThrow();
    }

    private static List<String> database() {
        return database.jdbc().sql("""
                        SELECT t.id || ' ' || t.status
                               || ' ' || CASE WHEN t.next_run_at IS NULL THEN 'NONE' WHEN t.next_run_at > now() THEN 'LATER' ELSE 'DUE' END
                               || ' ' || coalesce(t.lock_token::text, 'free')
                               || CASE WHEN t.cancel_requested_at IS NULL THEN '' ELSE ' cancelled' END
                               || ' failures=' || t.fail_count || ' losses=' || t.loss_count || ' attempt=' || t.attempt
                               || ' entries=' || (SELECT count(*) FROM scheduled_task_logs l WHERE l.scheduled_task_id = t.id)
                        FROM scheduled_tasks t
                        ORDER BY t.id
                        """).query(String.class).list();
    }
}
