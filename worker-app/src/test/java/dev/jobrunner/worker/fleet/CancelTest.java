package dev.jobrunner.worker.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import dev.jobrunner.core.testing.TestDatabase;
import dev.jobrunner.worker.handler.RunContext;
import dev.jobrunner.worker.handler.TaskHandler;
import dev.jobrunner.worker.harness.GatedHandler;
import dev.jobrunner.worker.harness.RunningWorker;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Pipe;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** With the intervals that a worker really has: within three seconds of the wish a run is over, whatever it is doing. */
@SuppressWarnings("try") // a running worker is there to run; the test talks to the database
class CancelTest {

    private static final String[] AS_SHIPPED = {
        "--jobrunner.worker.heartbeat-interval=1s", "--jobrunner.worker.dead-after=10s"
    };

    private TestDatabase database;

    @BeforeEach
    void migrate() {
        database = TestDatabase.migrated();
    }

    @AfterEach
    void end() {
        database.close();
    }

    @Test
    void aHandlerThatWaitsEndsInTime() {
        GatedHandler gated = new GatedHandler("job");
        try (RunningWorker worker = start(gated)) {
            assertCancelledInTime(this::hasPrinted);
        }
        assertThat(gated.interrupts()).isEqualTo(1);
    }

    @Test
    void aHandlerThatReadsEndsInTime() {
        try (RunningWorker worker = start(new ReadingHandler())) {
            assertCancelledInTime(this::hasPrinted);
        }
    }

    @Test
    void aHandlerThatClearsItsFirstInterruptIsToldAgain() {
        try (RunningWorker worker = start(new HardOfHearingHandler())) {
            assertCancelledInTime(this::hasPrinted);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a command                     | sh -c 'echo at work; exec sleep 300'",
                "one that ignores SIGTERM      | sh -c 'trap \"\" TERM; echo at work; while :; do sleep 1; done'",
                "a shell with children         | sh -c 'echo at work; sleep 300 & (sleep 301; echo) & wait'",
                "children that ignore SIGTERM  | sh -c 'trap \"\" TERM; echo at work; setsid sleep 300 & sleep 301 & wait; sleep 302'",
            })
    void aCommandEndsInTime(String what, String command) {
        try (RunningWorker worker = start("--jobrunner.handlers.JOB=" + command)) {
            assertCancelledInTime(this::hasPrinted);
        }
    }

    @Test
    void aCallThatWaitsForItsAnswerEndsInTime() throws IOException {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch answer = new CountDownLatch(1);
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            asked.countDown();
            try {
                answer.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            exchange.close();
        });
        server.start();
        try (RunningWorker worker = start("--jobrunner.handlers.JOB=http://localhost:"
                + server.getAddress().getPort())) {
            assertCancelledInTime(() -> asked.getCount() == 0);
        } finally {
            answer.countDown();
            server.stop(0);
        }
    }

    private RunningWorker start(TaskHandler handler) {
        return RunningWorker.start(database, List.of(handler), AS_SHIPPED);
    }

    private RunningWorker start(String handler) {
        return RunningWorker.start(database, List.of(), AS_SHIPPED[0], AS_SHIPPED[1], handler);
    }

    private void assertCancelledInTime(Callable<Boolean> atWork) {
        sql(
                "INSERT INTO scheduled_tasks (task_type, schedule_pattern, next_run_at) VALUES ('job', '0 0 1 1 *', now())");
        await().until(() -> count("scheduled_tasks WHERE locked_at IS NOT NULL") == 1);
        await().until(atWork);

        sql("UPDATE scheduled_tasks SET cancel_requested_at = now()");
        long since = System.nanoTime();
        await().pollInterval(Duration.ofMillis(10)).until(() -> count("scheduled_task_logs") == 1);

        assertThat(Duration.ofNanos(System.nanoTime() - since)).isLessThan(Duration.ofSeconds(3));
        assertThat(count("scheduled_task_logs WHERE status = 'cancelled'")).isEqualTo(1);
        assertThat(count("scheduled_tasks WHERE locked_at IS NULL AND attempt = 0 AND next_run_at > now()"))
                .as("no retry: the next slot")
                .isEqualTo(1);
    }

    private boolean hasPrinted() {
        return count("scheduled_task_live_output") == 1;
    }

    private long count(String from) {
        return database.jdbc()
                .sql("SELECT count(*) FROM " + from)
                .query(Long.class)
                .single();
    }

    private void sql(String statement) {
        database.jdbc().sql(statement).update();
    }

    private static final class ReadingHandler implements TaskHandler {
        @Override
        public String taskType() {
            return "job";
        }

        @Override
        public void handle(RunContext run) throws IOException {
            run.output().println("at work");
            Pipe pipe = Pipe.open();
            pipe.source().read(ByteBuffer.allocate(1));
        }
    }

    private static final class HardOfHearingHandler implements TaskHandler {
        @Override
        public String taskType() {
            return "job";
        }

        @Override
        public void handle(RunContext run) throws InterruptedException {
            run.output().println("at work");
            CountDownLatch never = new CountDownLatch(1);
            try {
                never.await();
            } catch (InterruptedException e) {
                run.output().println("what was that?");
            }
            never.await();
        }
    }
}
