package dev.jobrunner.core.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jobrunner.core.testing.TestDatabase;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LiveRunsTest {

    private static final UUID TOKEN = UUID.fromString("00000000-0000-0000-0000-000000000001");
    private static final UUID OTHER = UUID.fromString("00000000-0000-0000-0000-000000000002");
    private static final List<HeldLock> HELD = List.of(new HeldLock(1, TOKEN), new HeldLock(2, OTHER));

    private static TestDatabase database;

    @BeforeAll
    static void start() {
        database = TestDatabase.migrated();
    }

    @AfterAll
    static void stop() {
        database.close();
    }

    @BeforeEach
    void twoRuns() {
        sql("TRUNCATE scheduled_tasks, scheduled_task_logs, scheduled_task_live_output");
        sql(
                "INSERT INTO scheduled_tasks (id, task_type, locked_at, locked_by, lock_token, run_id, last_status, scheduled_for)"
                        + " VALUES (1, 'x', now(), 'w', '" + TOKEN + "', 11, 'running', now()),"
                        + " (2, 'x', now(), 'w', '" + OTHER + "', 12, 'running', now())");
    }

    @Test
    void aPieceThatJoinsIsPutBehindAndAnyOtherTakesItsPlace() {
        show(new RunNews(TOKEN, 0, "ü{\"1\",NULL}\n"));
        show(new RunNews(TOKEN, 13, "two\n"));
        assertThat(row(11)).containsEntry("output", "ü{\"1\",NULL}\ntwo\n").containsEntry("first_byte", 0L);

        show(new RunNews(TOKEN, 13, "two\nthree\n"));
        assertThat(row(11)).containsEntry("output", "two\nthree\n").containsEntry("first_byte", 13L);
    }

    @Test
    void aRowNeverGrowsBeyondItsLimit() {
        String much = "x".repeat(LiveRuns.MOST_BYTES);
        show(new RunNews(TOKEN, 0, much));
        show(new RunNews(TOKEN, LiveRuns.MOST_BYTES, "y"));

        assertThat(row(11)).containsEntry("output", "y").containsEntry("first_byte", (long) LiveRuns.MOST_BYTES);
    }

    @Test
    void whoHasLostTheLockWritesNothingAndLearnsOfIt() {
        sql("UPDATE scheduled_tasks SET lock_token = gen_random_uuid() WHERE id = 1");
        sql("UPDATE scheduled_tasks SET cancel_requested_at = now() WHERE id = 2");

        LockCheck locks =
                live().exchange(HELD, List.of(new RunNews(TOKEN, 0, "late"), new RunNews(OTHER, 0, "fine")), List.of());

        assertThat(locks.lost()).isEqualTo(Set.of(TOKEN));
        assertThat(locks.cancelled()).isEqualTo(Set.of(OTHER));
        assertThat(runs()).containsExactly(12L);
    }

    @Test
    void endedRunsLeaveNothing() {
        show(new RunNews(TOKEN, 0, "one"));

        live().exchange(List.of(), List.of(), List.of(11L));

        assertThat(runs()).isEmpty();
    }

    @Test
    void theSweepTakesOnlyWhatNobodyElseWillRemove() {
        live().exchange(HELD, List.of(new RunNews(TOKEN, 0, "one"), new RunNews(OTHER, 0, "two")), List.of());
        sql("INSERT INTO scheduled_task_live_output VALUES (99, 3, 0, 'young', now())");
        assertThat(live().sweep()).isZero();

        sql("UPDATE scheduled_task_live_output SET updated_at = now() - interval '11 seconds'");
        sql("UPDATE scheduled_tasks SET locked_at = NULL, locked_by = NULL WHERE id = 1");

        assertThat(live().sweep()).isEqualTo(2);
        assertThat(runs()).containsExactly(12L);
    }

    private static LiveRuns live() {
        return new LiveRuns(database.dataSource());
    }

    private void show(RunNews news) {
        live().exchange(HELD, List.of(news), List.of());
    }

    private static Map<String, Object> row(long run) {
        return database.jdbc()
                .sql("SELECT first_byte, output FROM scheduled_task_live_output WHERE run_id = :run")
                .param("run", run)
                .query()
                .singleRow();
    }

    private static List<Long> runs() {
        return database.jdbc()
                .sql("SELECT run_id FROM scheduled_task_live_output ORDER BY run_id")
                .query(Long.class)
                .list();
    }

    private static void sql(String statement) {
        database.jdbc().sql(statement).update();
    }
}
