package dev.jobrunner.scheduler.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jobrunner.core.testing.TestDatabase;
import java.time.Clock;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** {@code tasks backfill}. */
class BackfillCommandTest {

    private static TestDatabase database;
    private static String url;

    @BeforeAll
    static void start() {
        database = TestDatabase.migrated();
        url = Answered.urlOf(database);
    }

    @AfterAll
    static void stop() {
        database.close();
    }

    @Test
    void aBackfillIsTriedStartedSeenAndStopped() {
        run("tasks", "add", "--type", "x", "--name", "n", "--pattern", "0 3 * * *");
        run("tasks", "add", "--type", "x", "--name", "once", "--at", "2999-01-01T00:00:00Z");

        Answered dry = backfill("n", "--dry-run");
        assertThat(dry.code()).isZero();
        assertThat(dry.out()).contains("(n): would fill 10 slots from 2026-08-01T03:00:00Z to 2026-08-10T03:00:00Z");
        assertThat(run("tasks", "show", "n").out()).doesNotContain("backfills");
        assertThat(backfill("n").out()).contains("fills 10 slots", "at most 3 at once");
        assertThat(backfill("n").out()).contains("all 10 slots there were backfilled before");
        assertThat(run("tasks", "show", "n").out())
                .contains("backfills, newest first")
                .contains("0 of 10");
        assertThat(run("tasks", "backfill", "n", "--stop").out()).contains("10 slots will not be filled");
        assertThat(backfill("once").err()).contains("this one runs once");
        assertThat(backfill("once").code()).isEqualTo(1);
        assertThat(run("tasks", "backfill", "n", "--to", "2026-08-01T00:00:00Z").err())
                .contains("--from ''");
    }

    private static Answered backfill(String task, String... more) {
        String[] arguments = {
            "tasks",
            "backfill",
            task,
            "--from",
            "2026-08-01T00:00:00Z",
            "--to",
            "2026-08-10T23:59:59Z",
            "--parallelism",
            "3"
        };
        return run(Stream.concat(Arrays.stream(arguments), Arrays.stream(more)).toArray(String[]::new));
    }

    private static Answered run(String... arguments) {
        return Answered.to(Map.of("DATABASE_URL", url), Clock.systemUTC(), arguments);
    }
}
