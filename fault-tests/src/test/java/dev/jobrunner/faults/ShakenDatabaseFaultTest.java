package dev.jobrunner.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.jobrunner.faults.evidence.Execution;
import dev.jobrunner.faults.evidence.Verdict;
import dev.jobrunner.faults.harness.DatabaseFaults;
import dev.jobrunner.faults.harness.Fleet;
import dev.jobrunner.faults.report.Size;
import dev.jobrunner.faults.report.Trial;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** PostgreSQL lives, but does what it does to programs on bad days. */
class ShakenDatabaseFaultTest {

    private static Fleet fleet;

    @BeforeAll
    static void start() {
        fleet = Fleet.of("shaken-database", 2, Map.of("WORKER_CONCURRENCY", "4"));
    }

    @AfterAll
    static void end() {
        fleet.close();
    }

    @BeforeEach
    void begin() {
        fleet.begin();
    }

    @Test
    void connectionsAreTerminatedOneAfterAnother() {
        Trial trial = Trial.of("pg_terminate_backend storm");
        int kills = Size.of(80, 500);
        int done = 0;
        while (done < kills) {
            fleet.insert("free", 10_000, 40, "{\"millis\": 100}");
            fleet.insert("two", 2, 4, "{\"millis\": 50}");
            for (int i = 0; i < 20; i++) {
                done += database().terminateOne();
                pause(Duration.ofMillis(20 + trial.random().nextInt(100)));
            }
        }
        fleet.awaitDone(Duration.ofMinutes(2));

        trial.harm().cuts(done);
        Verdict verdict = fleet.verdict();
        trial.ended(verdict, done + " connections terminated; done once more: " + verdict.again());
        assertThat(verdict.clean()).as(verdict.toString()).isTrue();
        assertThat(verdict.lostAlive()).isEmpty();
    }

    @Test
    void thereAreNoConnectionsToBeHad() {
        Trial trial = Trial.of("connections exhausted (53300) for 3 s");
        int rounds = Size.of(3, 20);
        for (int round = 0; round < rounds; round++) {
            fleet.insert("free", 10_000, 12, "{\"millis\": 1500}");
            awaitRunning();
            trial.harm().cuts(database().exhaustConnections());
            pause(Duration.ofSeconds(3));
            database().allowConnections();
            fleet.awaitDone(Duration.ofMinutes(1));
        }

        Verdict verdict = fleet.verdict();
        trial.ended(verdict, rounds + " times; runs that failed: " + fleet.failed());
        assertThat(verdict.clean()).as(verdict.toString()).isTrue();
        assertThat(fleet.failed()).isZero();
    }

    @Test
    void itIsReadOnlyForAWhile() {
        Trial trial = Trial.of("read-only (25006) for 3 s, as during a failover");
        int rounds = Size.of(3, 20);
        for (int round = 0; round < rounds; round++) {
            fleet.insert("free", 10_000, 12, "{\"millis\": 1500}");
            awaitRunning();
            trial.harm().cuts(database().refuseWrites());
            pause(Duration.ofSeconds(3));
            trial.harm().cuts(database().acceptWrites());
            fleet.awaitDone(Duration.ofMinutes(1));
        }

        Verdict verdict = fleet.verdict();
        assertThat(verdict.clean()).as(verdict.toString()).isTrue();
        assertThat(verdict.again()).as("done once more").isZero();
        assertThat(fleet.failed()).isZero();
        trial.ended(verdict, rounds + " times; runs that failed: " + fleet.failed());
    }

    @Test
    void aTransactionIsHeldOpen() throws SQLException {
        Trial trial = Trial.of("a transaction held open");
        int tasks = Size.of(1_200, 20_000);
        long without = timed(tasks);
        long with;
        try (Connection holder = fleet.connect();
                Statement statement = holder.createStatement()) {
            holder.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            holder.setAutoCommit(false);
            statement.execute("SELECT count(*) FROM scheduled_tasks");
            with = timed(tasks);
            holder.rollback();
        }

        Verdict verdict = fleet.verdict();
        trial.ended(verdict, tasks + " tasks took " + with + " ms, without it " + without + " ms");
        assertThat(verdict.clean()).as(verdict.toString()).isTrue();
        assertThat(verdict.again()).isZero();
    }

    @Test
    void everyAnswerTakesLong() {
        Trial trial = Trial.of("latency of 100 ms ± 50 each way");
        fleet.workers().forEach(each -> each.line().delay(Duration.ofMillis(100)));
        fleet.schedulers().forEach(each -> each.line().delay(Duration.ofMillis(100)));
        try {
            fleet.insert("free", 10_000, Size.of(60, 2_000), "{\"millis\": 300}");
            fleet.insert("two", 2, Size.of(8, 100), "{\"millis\": 300}");
            fleet.awaitDone(Duration.ofMinutes(Size.of(2, 30)));
        } finally {
            fleet.workers().forEach(each -> each.line().delay(Duration.ZERO));
            fleet.schedulers().forEach(each -> each.line().delay(Duration.ZERO));
        }

        Verdict verdict = fleet.verdict();
        trial.ended(verdict, "nobody is taken for dead");
        assertThat(verdict.clean()).as(verdict.toString()).isTrue();
        assertThat(verdict.lostAlive()).isEmpty();
        assertThat(fleet.workers())
                .allSatisfy(each -> assertThat(each.isAlive()).isTrue());
    }

    private static DatabaseFaults database() {
        return new DatabaseFaults(fleet.jdbc());
    }

    private static long timed(int tasks) {
        long began = System.nanoTime();
        fleet.insert("free", 10_000, tasks, "{\"millis\": 0}");
        fleet.awaitDone(Duration.ofMinutes(10));
        return Duration.ofNanos(System.nanoTime() - began).toMillis();
    }

    private static void awaitRunning() {
        await().atMost(Duration.ofSeconds(30))
                .until(() -> fleet.executions().stream().anyMatch(each -> each.kind() == Execution.Kind.RUNNING));
    }

    private static void pause(Duration time) {
        await().pollDelay(time).atMost(time.plusSeconds(5)).until(() -> true);
    }
}
