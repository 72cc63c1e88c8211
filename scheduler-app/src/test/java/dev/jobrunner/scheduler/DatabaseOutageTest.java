package dev.jobrunner.scheduler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.jobrunner.core.testing.TestDatabase;
import dev.jobrunner.scheduler.testing.RunningScheduler;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class DatabaseOutageTest {

    @Test
    void theSchedulerStartsWithoutItsDatabaseSurvivesItsOutageAndGoesOnByItself(CapturedOutput output)
            throws Exception {
        TestDatabase database = TestDatabase.empty();
        try (SwitchedWire wire = SwitchedWire.to(database.jdbcUrl())) {
            wire.cut();
            try (RunningScheduler scheduler = RunningScheduler.startUnready(
                    database,
                    wire.jdbcUrl(),
                    "--spring.datasource.hikari.connection-timeout=1000",
                    "--jobrunner.scheduler.tick-interval=200ms")) {
                await().untilAsserted(
                                () -> assertThat(output).contains("Cannot begin yet: the database does not answer"));
                assertThat(status(scheduler, "/actuator/health/liveness")).isEqualTo(200);
                assertThat(status(scheduler, "/actuator/health/readiness")).isEqualTo(503);
                assertThat(body(scheduler, "/scheduler/health"))
                        .contains("\"status\":\"critical\"", "database unreachable: ");

                wire.join();
                await().atMost(Duration.ofSeconds(60))
                        .until(() -> status(scheduler, "/actuator/health/readiness") == 200);
                await().untilAsserted(() ->
                        assertThat(body(scheduler, "/scheduler/health")).contains("\"status\":\"degraded\""));

                wire.cut();
                await().atMost(Duration.ofSeconds(30))
                        .untilAsserted(
                                () -> assertThat(output).contains("The tick goes on by itself as soon as it answers"));
                assertThat(status(scheduler, "/scheduler/health")).isEqualTo(503);
                assertThat(body(scheduler, "/scheduler/health")).contains("database unreachable: ");
                assertThat(status(scheduler, "/actuator/health/readiness")).isEqualTo(200);
                assertThat(status(scheduler, "/actuator/health/liveness")).isEqualTo(200);
                assertThat(body(scheduler, "/actuator/prometheus")).contains("jobrunner_database_up 0.0");

                wire.join();
                await().atMost(Duration.ofSeconds(30))
                        .untilAsserted(() -> assertThat(output).contains("The database answers again"));
                await().untilAsserted(() ->
                        assertThat(status(scheduler, "/scheduler/health")).isEqualTo(200));
            }
        }
        assertThat(output).as("one line per attempt").doesNotContain("\tat org.postgresql");
    }

    private static int status(RunningScheduler scheduler, String path) throws Exception {
        return scheduler.get(path).statusCode();
    }

    private static String body(RunningScheduler scheduler, String path) throws Exception {
        return scheduler.get(path).body();
    }
}
