package dev.jobrunner.core.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.jobrunner.core.task.TaskType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

@ExtendWith(OutputCaptureExtension.class)
class SettingsPostProcessorTest {

    private final Properties systemProperties = new Properties();

    @BeforeEach
    void rememberSystemProperties() {
        systemProperties.putAll(System.getProperties());
    }

    /** Spring Boot hands its logging settings on as system properties and keeps what it finds there. */
    @AfterEach
    void restoreSystemProperties() {
        System.setProperties(systemProperties);
    }

    @Test
    void theDefaultsAreThoseOfTheContract() {
        try (ConfigurableApplicationContext worker = start("worker", Map.of())) {
            assertThat(worker.getBean(SchedulerSettings.class).tickInterval()).hasSeconds(5);
            assertThat(worker.getBean(WorkerSettings.class))
                    .isEqualTo(new WorkerSettings(seconds(3), true, 1, seconds(1), seconds(10), seconds(25)));
            assertThat(worker.getBean(RetrySettings.class))
                    .isEqualTo(new RetrySettings(
                            5, List.of(minutes(1), minutes(5), minutes(15), minutes(30), minutes(60))));
            assertThat(worker.getBean(PrioritySettings.class).ageing()).hasMinutes(1);
            assertThat(worker.getBean(RetentionSettings.class).logs()).hasDays(30);
            assertThat(worker.getBean(HandlerSettings.class).handlers()).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "scraping, 20, 1",
        "clustering, 15, 1",
        "report_generation, 10, 3",
        "audio_transcription, 30, 3",
        "social_media_generation, 15, 2",
        "image_generation, 30, 2",
        "audio_generation, 45, 2",
        "reel_generation, 60, 2",
        "broadcast_generation, 20, 1",
        "anything_else, 30, 1",
    })
    void theTypesOfTheContractHaveTheirOwnDefaults(String type, int minutes, int limit) {
        try (ConfigurableApplicationContext app = start("scheduler", Map.of())) {
            assertThat(app.getBean(LockTimeouts.class).of(type)).hasMinutes(minutes);
            assertThat(app.getBean(ConcurrencyLimits.class).defaultFor(type)).isEqualTo(limit);
            assertThat(app.getBean(ConcurrencyLimits.class).configured(type)).isEmpty();
        }
    }

    @Test
    void everyVariableReachesItsSetting() {
        Map<String, String> environment = new HashMap<>(Map.of(
                "SCHEDULER_TICK_INTERVAL", "0.25",
                "WORKER_POLL_INTERVAL", "0.1",
                "WORKER_CONCURRENCY", " 10 ",
                "WORKER_HEARTBEAT_INTERVAL", "1",
                "WORKER_DEAD_AFTER", "3",
                "SHUTDOWN_GRACE_SECONDS", "0",
                "MAX_RETRY_COUNT", "2",
                "RETRY_BACKOFF_MINUTES", "0.5, 2",
                "LOG_RETENTION_DAYS", "7",
                "LOCK_TIMEOUT_MINUTES", "40"));
        environment.putAll(Map.of(
                "LOCK_TIMEOUT_MINUTES_SCRAPING", "1.5",
                "MAX_CONCURRENT_RUNS_A_B", "4",
                "HANDLER_A_B", "sh -c 'echo hi'",
                "WEBHOOK_SECRET", "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
                "ADMIN_PASSWORD", "p@ss",
                "PORT", "0",
                "PRIORITY_AGEING_SECONDS", "0",
                "WORKER_LISTEN", "false",
                "DATABASE_POOL_SIZE", "6",
                "DATABASE_URL", "postgres://u:p%40ss@h/d"));
        try (ConfigurableApplicationContext app = start("worker", environment)) {
            assertThat(app.getBean(SchedulerSettings.class).tickInterval()).hasMillis(250);
            assertThat(app.getBean(WorkerSettings.class))
                    .isEqualTo(
                            new WorkerSettings(Duration.ofMillis(100), false, 10, seconds(1), seconds(3), seconds(0)));
            assertThat(app.getBean(RetrySettings.class))
                    .isEqualTo(new RetrySettings(2, List.of(seconds(30), minutes(2))));
            assertThat(app.getBean(PrioritySettings.class).ageing()).isZero();
            assertThat(app.getBean(RetentionSettings.class).logs()).hasDays(7);
            assertThat(app.getBean(LockTimeouts.class).of("scraping")).hasSeconds(90);
            assertThat(app.getBean(LockTimeouts.class).of("unheard_of")).hasMinutes(40);
            assertThat(app.getBean(ConcurrencyLimits.class).configured("a-b")).hasValue(4);
            assertThat(app.getBean(ConcurrencyLimits.class).defaultFor("a-b")).isEqualTo(4);
            assertThat(app.getBean(HandlerSettings.class).handlerOf("a-b")).hasValue("sh -c 'echo hi'");
            assertThat(app.getBean(HandlerSettings.class).webhookSecret()).startsWith("whsec_");
            assertThat(app.getBean(PasswordSettings.class).adminPassword()).isEqualTo("p@ss");
            assertThat(app.getEnvironment().getProperty("server.port")).isEqualTo("0");
            assertThat(app.getEnvironment().getProperty("spring.datasource.hikari.maximum-pool-size"))
                    .isEqualTo("6");
            assertThat(app.getEnvironment().getProperty("spring.datasource.url"))
                    .isEqualTo("jdbc:postgresql://h:5432/d");
            assertThat(app.getEnvironment().getProperty("spring.datasource.username"))
                    .isEqualTo("u");
            assertThat(app.getEnvironment().getProperty("spring.datasource.password"))
                    .isEqualTo("p@ss");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "SCHEDULER_TICK_INTERVAL | 5s  | SCHEDULER_TICK_INTERVAL is \"5s\"; it must be a number of seconds without a unit, from 0.05 to 300 seconds",
                "SCHEDULER_TICK_INTERVAL | 0   | SCHEDULER_TICK_INTERVAL is \"0\"; it must be a number of seconds without a unit, from 0.05 to 300 seconds",
                "WORKER_CONCURRENCY | ten      | WORKER_CONCURRENCY is \"ten\"; it must be a whole number, from 1 to 256",
                "WORKER_CONCURRENCY | 1.5      | WORKER_CONCURRENCY is \"1.5\"; it must be a whole number, from 1 to 256",
                "WORKER_CONCURRENCY | 99999999999 | WORKER_CONCURRENCY is \"99999999999\"; it must be a whole number, from 1 to 256",
                "RETRY_BACKOFF_MINUTES | 1,,5  | RETRY_BACKOFF_MINUTES is \"1,,5\"; it must be numbers of minutes separated by commas, 1 to 20 of them, each from 0 to 10080 minutes",
                "LOCK_TIMEOUT_MINUTES_X | -1   | LOCK_TIMEOUT_MINUTES_X is \"-1\"; it must be a number of minutes without a unit, from 0.001 to 10080 minutes",
                "LOCK_TIMEOUT_MINUTES_x | 1    | LOCK_TIMEOUT_MINUTES_x must name the task type in capitals, with _ for other characters than letters and digits: for example LOCK_TIMEOUT_MINUTES_REPORT_GENERATION",
                "MAX_CONCURRENT_RUNS_X | 0     | MAX_CONCURRENT_RUNS_X is \"0\"; it must be a whole number, from 1 to 10000",
                "PORT | 70000                  | PORT is \"70000\"; it must be a whole number, from 0 to 65535",
                "WEBHOOK_SECRET | hunter2      | WEBHOOK_SECRET has a wrong value; it must be Base64, with or without the prefix whsec_, 24 to 64 bytes",
                "WORKER_DEAD_AFTER | 2         | WORKER_DEAD_AFTER is 2 seconds, but must be at least three times WORKER_HEARTBEAT_INTERVAL (1 seconds): 3 or more",
                "DATABASE_URL | postgres://u:hunter2@/d | DATABASE_URL names no host; expected is postgres://USER:PASSWORD@HOST:5432/DATABASE",
            })
    void aWrongValueStopsTheStartWithOneLine(String name, String value, String line, CapturedOutput output) {
        assertThatExceptionOfType(StartRefused.class)
                .isThrownBy(() -> start("worker", Map.of(name, value)))
                .withMessage(line);
        assertThat(output.getErr()).isEqualToIgnoringNewLines("Not started: " + line);
        assertThat(output.getErr().lines()).hasSize(1);
        assertThat(output.getOut()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "jobrunner.worker.poll-interval=soon | jobrunner.worker.poll-interval is \"soon\"; it must be a duration such as 30s or 5m",
                "jobrunner.worker.poll-interval=1h | jobrunner.worker.poll-interval (WORKER_POLL_INTERVAL) is \"PT1H\"; it must be from 0.05 to 300 seconds",
                "jobrunner.retry.max-retries=many | jobrunner.retry.max-retries is \"many\"; it must be a whole number",
                "jobrunner.lock-timeout.types.x=0s | jobrunner.lock-timeout.types (LOCK_TIMEOUT_MINUTES_<TYPE>) is \"PT0S\"; it must be from 0.001 to 10080 minutes",
            })
    void aWrongPropertyStopsTheStartWithOneLine(String property, String line, CapturedOutput output) {
        assertThatExceptionOfType(StartRefused.class)
                .isThrownBy(() -> start("worker", Map.of(), property))
                .withMessage(line);
        assertThat(output.getErr().lines()).containsExactly("Not started: " + line);
    }

    @Test
    void twoTypesThatShareANameAreRefused() {
        assertThatExceptionOfType(StartRefused.class)
                .isThrownBy(() -> start("worker", Map.of(), "jobrunner.handlers[a-b]=x", "jobrunner.handlers[a.b]=y"))
                .withMessageContaining("share the name A_B");
    }

    @Test
    void aVariableWinsOverAPropertyOfTheSameType() {
        try (ConfigurableApplicationContext app = start(
                "worker",
                Map.of("LOCK_TIMEOUT_MINUTES_REPORT_GENERATION", "7"),
                "jobrunner.lock-timeout.types.report_generation=3m",
                "jobrunner.lock-timeout.types.reel_generation=4m")) {
            assertThat(app.getBean(LockTimeouts.class).of("report_generation")).hasMinutes(7);
            assertThat(app.getBean(LockTimeouts.class).of("reel_generation")).hasMinutes(4);
        }
    }

    @Test
    void aVariableWithoutTextCountsAsNotSet() {
        try (ConfigurableApplicationContext app =
                start("worker", Map.of("WORKER_CONCURRENCY", " ", "DATABASE_URL", ""))) {
            assertThat(app.getBean(WorkerSettings.class).concurrency()).isEqualTo(1);
            assertThat(app.getEnvironment().containsProperty("spring.datasource.url"))
                    .isFalse();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "WORKER_CONCURENCY, WORKER_CONCURRENCY",
        "SCHEDULER_TICK_INTERVALL, SCHEDULER_TICK_INTERVAL",
        "LOCK_TIMEOUT_MINUTE_SCRAPING, LOCK_TIMEOUT_MINUTES_SCRAPING",
        "MAX_CONCURENT_RUNS_X_Y, MAX_CONCURRENT_RUNS_X_Y",
        "HANDLERS_X, HANDLER_X",
    })
    void aSlipInANameIsPointedOut(String typed, String meant, CapturedOutput output) {
        start("worker", Map.of(typed, "3")).close();

        assertThat(output.getOut())
                .contains("The environment variable " + typed + " is not known and has no effect; did you mean " + meant
                        + "?");
    }

    @Test
    void variablesOfOthersAreLeftAlone(CapturedOutput output) {
        start("worker", Map.of("PATH", "/bin", "HOME", "/", "WORKER_ROOM", "7", "DATABASE_HOST", "h", "POST", "x"))
                .close();

        assertThat(output.getOut()).doesNotContain("did you mean");
    }

    @Test
    void schedulerAndWorkerDifferWhereTheyMust() {
        try (ConfigurableApplicationContext scheduler = start("scheduler", Map.of());
                ConfigurableApplicationContext worker = start("worker", Map.of());
                ConfigurableApplicationContext onRender = start("worker", Map.of("RENDER", "true"))) {
            String pool = "spring.datasource.hikari.maximum-pool-size";
            assertThat(scheduler.getEnvironment().getProperty(pool)).isEqualTo("8");
            assertThat(worker.getEnvironment().getProperty(pool)).isEqualTo("2");
            String grace = "jobrunner.worker.shutdown-grace";
            assertThat(worker.getEnvironment().getProperty(grace)).isEqualTo("PT25S");
            assertThat(onRender.getEnvironment().getProperty(grace)).isEqualTo("PT4M40S");
            String phase = "spring.lifecycle.timeout-per-shutdown-phase";
            assertThat(onRender.getEnvironment().getProperty(phase)).isEqualTo("PT4M50S");
            String web = "spring.main.web-application-type";
            assertThat(worker.getEnvironment().getProperty(web)).isEqualTo("none");
            assertThat(scheduler.getEnvironment().getProperty(web)).isNull();
        }
    }

    @Test
    void aWorkerListensWhereAPortIsSetAndACommandNever() {
        String web = "spring.main.web-application-type";
        try (ConfigurableApplicationContext worker = start("worker", Map.of("PORT", "0"));
                ConfigurableApplicationContext command =
                        start("scheduler", Map.of("PORT", "0"), "spring.profiles.active=cli")) {
            assertThat(worker.getEnvironment().getProperty(web)).isNull();
            assertThat(command.getEnvironment().getProperty(web)).isEqualTo("none");
        }
    }

    @Test
    void secretsStayOutOfTextForms() {
        String key = "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
        assertThat(new HandlerSettings(Map.of("A", "curl -u me:hunter2 x"), key).toString())
                .doesNotContain(key, "hunter2");
        assertThat(new PasswordSettings("hunter2", null, null).toString()).doesNotContain("hunter2");
    }

    @Test
    void logFilesReplaceTheConsole(@TempDir Path folder, CapturedOutput output) {
        Path logs = folder.resolve("not/there/yet");
        start("scheduler", Map.of("LOG_DIR", logs.toString(), "WORKER_CONCURENCY", "1"))
                .close();

        assertThat(logs.resolve("scheduler.log")).content().contains("WORKER_CONCURRENCY");
        assertThat(output.getAll()).isEmpty();
    }

    @Test
    void aWorkersLogFileCarriesHostAndProcess(@TempDir Path folder) {
        start("worker", Map.of("LOG_DIR", folder.toString())).close();

        assertThat(folder)
                .isDirectoryContaining("regex:.*/worker_[A-Za-z0-9.-]+-"
                        + ProcessHandle.current().pid() + "\\.log");
    }

    @Test
    void aLogDirectoryThatCannotBeIsRefused(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("file"), "x");
        assertThatExceptionOfType(StartRefused.class)
                .isThrownBy(() -> start("worker", Map.of("LOG_DIR", file.toString())))
                .withMessageStartingWith("LOG_DIR is ");
    }

    @Test
    void linesAreJsonOnRender(CapturedOutput output) {
        start("worker", Map.of("RENDER", "true", "WORKER_CONCURENCY", "1")).close();

        assertThat(output.getOut().lines().filter(line -> line.contains("WORKER_CONCURENCY")))
                .isNotEmpty()
                .allMatch(line -> line.startsWith("{\"@timestamp\"") && line.endsWith("}"));
    }

    @Test
    void commandsLogToStderr(CapturedOutput output) {
        start("scheduler", Map.of("WORKER_CONCURENCY", "1"), "spring.profiles.active=cli")
                .close();

        assertThat(output.getErr()).contains("did you mean WORKER_CONCURRENCY");
        assertThat(output.getErr().lines()).hasSize(1);
        assertThat(output.getOut()).isEmpty();
    }

    @Test
    void theSettingsKnowEveryTypeByItsEnvironmentName() {
        assertThat(LockTimeouts.DEFAULTS.keySet())
                .allMatch(name -> new TaskType(name).environmentName().equals(name));
        assertThat(ConcurrencyLimits.DEFAULTS.keySet())
                .allMatch(name -> new TaskType(name).environmentName().equals(name));
    }

    @Test
    void anAppThatItsMainMethodStartsNeedsADatabase(CapturedOutput output) {
        SpringApplication application = new SpringApplication(App.class);
        application.setMainApplicationClass(App.class);

        assertThatExceptionOfType(StartRefused.class).isThrownBy(() -> start(application, "scheduler", Map.of()));
        assertThat(output.getErr().lines())
                .containsExactly("Not started: DATABASE_URL is not set; set it to"
                        + " postgres://USER:PASSWORD@HOST:5432/DATABASE");

        start(application, "scheduler", Map.of("DATABASE_URL", "postgres://h/d"))
                .close();
        start(application, "scheduler", Map.of("SPRING_DATASOURCE_URL", "jdbc:postgresql://h/d"))
                .close();
        start(application, "scheduler", Map.of(), "spring.profiles.active=cli").close();
    }

    private static ConfigurableApplicationContext start(
            String app, Map<String, String> variables, String... properties) {
        return start(new SpringApplication(App.class), app, variables, properties);
    }

    private static ConfigurableApplicationContext start(
            SpringApplication application, String app, Map<String, String> variables, String... properties) {
        application.setWebApplicationType(WebApplicationType.NONE);
        application.setRegisterShutdownHook(false);
        StandardEnvironment environment = new StandardEnvironment();
        environment
                .getPropertySources()
                .replace(
                        StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
                        new SystemEnvironmentPropertySource(
                                StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
                                new HashMap<String, Object>(variables)));
        application.setEnvironment(environment);
        List<String> arguments = new ArrayList<>();
        arguments.add("--spring.application.name=" + app);
        List.of(properties).forEach(property -> arguments.add("--" + property));
        return application.run(arguments.toArray(String[]::new));
    }

    private static Duration seconds(long count) {
        return Duration.ofSeconds(count);
    }

    private static Duration minutes(long count) {
        return Duration.ofMinutes(count);
    }

    @Configuration(proxyBeanMethods = false)
    @Import(SettingsConfiguration.class)
    static class App {}
}
