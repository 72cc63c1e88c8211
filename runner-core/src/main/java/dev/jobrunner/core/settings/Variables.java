package dev.jobrunner.core.settings;

import static java.time.temporal.ChronoUnit.DAYS;
import static java.time.temporal.ChronoUnit.MINUTES;
import static java.time.temporal.ChronoUnit.SECONDS;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The one table of environment variables; mapping, validation and the reference page all come from it. */
public final class Variables {

    static final Variable<Duration> TICK_INTERVAL = new Variable<>(
            "SCHEDULER_TICK_INTERVAL",
            "jobrunner.scheduler.tick-interval",
            new Span(SECONDS, "0.05", "300"),
            Fallback.of("5"),
            "How often the scheduler computes due times, releases expired locks and looks for dead workers.");

    static final Variable<Duration> POLL_INTERVAL = new Variable<>(
            "WORKER_POLL_INTERVAL",
            "jobrunner.worker.poll-interval",
            new Span(SECONDS, "0.05", "300"),
            Fallback.of("3"),
            "How often an idle worker looks for due tasks: the ceiling on pickup delay, not its typical value.");

    static final Variable<Boolean> LISTEN = new Variable<>(
            "WORKER_LISTEN",
            "jobrunner.worker.listen",
            new YesNo(),
            Fallback.of("true"),
            "Whether a worker is told by the database when a task becomes due, on a connection of its own, and starts it at"
                    + " once. Without it, and behind a pooler in transaction mode, the poll finds the task.");

    static final Variable<Integer> CONCURRENCY = new Variable<>(
            "WORKER_CONCURRENCY",
            "jobrunner.worker.concurrency",
            new WholeNumber(1, 256),
            Fallback.of("1"),
            "How many runs one worker process has at a time.");

    static final Variable<Duration> HEARTBEAT_INTERVAL = new Variable<>(
            "WORKER_HEARTBEAT_INTERVAL",
            "jobrunner.worker.heartbeat-interval",
            new Span(SECONDS, "0.05", "60"),
            Fallback.of("1"),
            "How often a worker says that it is alive while it runs something; an idle one's looks for due tasks say so too.");

    static final Variable<Duration> DEAD_AFTER = new Variable<>(
            "WORKER_DEAD_AFTER",
            "jobrunner.worker.dead-after",
            new Span(SECONDS, "0.15", "600"),
            Fallback.of("10"),
            "After how long without a heartbeat a worker counts as dead and its tasks are handed back; already after little"
                    + " more than half of it if its database connection has ended. At least three heartbeat intervals, and the"
                    + " same value for scheduler and workers.");

    static final Variable<Duration> SHUTDOWN_GRACE = new Variable<>(
            "SHUTDOWN_GRACE_SECONDS",
            "jobrunner.worker.shutdown-grace",
            new Span(SECONDS, "0", "3600"),
            new Fallback("25", Map.of(Place.WORKER_ON_RENDER, "280")),
            "How long a worker's runs may go on after SIGTERM before they are stopped and handed back.");

    static final Variable<Duration> PRIORITY_AGEING = new Variable<>(
            "PRIORITY_AGEING_SECONDS",
            "jobrunner.priority.ageing",
            new Span(SECONDS, "0", "86400"),
            Fallback.of("60"),
            "After how long a wait a due task counts as one priority higher; 0: never, then a higher priority always goes"
                    + " first. The same value for scheduler and workers.");

    static final Variable<Integer> MAX_RETRIES = new Variable<>(
            "MAX_RETRY_COUNT",
            "jobrunner.retry.max-retries",
            new WholeNumber(0, 100),
            Fallback.of("5"),
            "How many failures in a row are retried; one more disables the task.");

    static final Variable<List<Duration>> BACKOFF = new Variable<>(
            "RETRY_BACKOFF_MINUTES",
            "jobrunner.retry.backoff",
            new Spans(new Span(MINUTES, "0", "10080")),
            Fallback.of("1,5,15,30,60"),
            "The wait after the 1st, 2nd, … failure in a row; later failures use the last one.");

    static final Variable<Duration> LOCK_TIMEOUT = new Variable<>(
            "LOCK_TIMEOUT_MINUTES",
            "jobrunner.lock-timeout.default",
            new Span(MINUTES, "0.001", "10080"),
            Fallback.of("30"),
            "How long a run may take, for types without a timeout of their own.");

    static final Variable<Duration> LOCK_TIMEOUT_OF_TYPE = new Variable<>(
            "LOCK_TIMEOUT_MINUTES_" + Variable.TYPE,
            "jobrunner.lock-timeout.types",
            new Span(MINUTES, "0.001", "10080"),
            Fallback.NONE,
            "How long a run of this type may take. Defaults by type: see below.");

    static final Variable<Integer> MAX_CONCURRENT_RUNS = new Variable<>(
            "MAX_CONCURRENT_RUNS_" + Variable.TYPE,
            "jobrunner.max-concurrent-runs.types",
            new WholeNumber(1, 10_000),
            Fallback.NONE,
            "How many tasks of this type run at once over all workers; applied to the type's tasks when the scheduler"
                    + " starts. Defaults by type: see below.");

    static final Variable<String> HANDLER = new Variable<>(
            "HANDLER_" + Variable.TYPE,
            "jobrunner.handlers",
            FreeText.anything("a URL (http:// or https://) or a command line"),
            Fallback.NONE,
            "What a task of this type runs; Java handlers need none.");

    static final Variable<String> WEBHOOK_SECRET = new Variable<>(
            "WEBHOOK_SECRET",
            "jobrunner.webhook-secret",
            FreeText.webhookKey(),
            Fallback.NONE,
            "Signs the calls of HTTP handlers by the Standard Webhooks scheme; without it they are not signed.");

    static final Variable<Integer> PORT = new Variable<>(
            "PORT",
            "server.port",
            new WholeNumber(0, 65_535),
            new Fallback("8080", Map.of(Place.WORKER, "")),
            "Where the process listens (0: any free port); a worker listens, for health and metrics, only where it is"
                    + " set.");

    static final Variable<Integer> POOL_SIZE = new Variable<>(
            "DATABASE_POOL_SIZE",
            "spring.datasource.hikari.maximum-pool-size",
            new WholeNumber(1, 100),
            new Fallback("8", Map.of(Place.WORKER, "2")),
            "Database connections of one process; a worker has two more, for its heartbeat and to listen.");

    static final Variable<String> LOG_DIR = new Variable<>(
            "LOG_DIR",
            "jobrunner.log-dir",
            FreeText.anything("a directory"),
            Fallback.NONE,
            "Where log files go, instead of the console; it is created if it is not there.");

    static final Variable<Duration> LOG_RETENTION = new Variable<>(
            "LOG_RETENTION_DAYS",
            "jobrunner.retention.logs",
            new Span(DAYS, "1", "3650"),
            Fallback.of("30"),
            "How long finished runs stay in scheduled_task_logs.");

    static final Variable<String> LEGACY_TIME_ZONE = new Variable<>(
            "LEGACY_TIME_ZONE",
            "jobrunner.legacy-time-zone",
            FreeText.timeZone(),
            Fallback.of("UTC"),
            "In which zone the migration of an old database reads times that have none; used once.");

    private static final List<Variable<?>> WORK = List.of(
            TICK_INTERVAL,
            POLL_INTERVAL,
            LISTEN,
            CONCURRENCY,
            HEARTBEAT_INTERVAL,
            DEAD_AFTER,
            SHUTDOWN_GRACE,
            PRIORITY_AGEING,
            MAX_RETRIES,
            BACKOFF,
            LOCK_TIMEOUT,
            LOCK_TIMEOUT_OF_TYPE,
            MAX_CONCURRENT_RUNS,
            HANDLER,
            WEBHOOK_SECRET,
            PORT,
            POOL_SIZE,
            LOG_DIR,
            LOG_RETENTION,
            LEGACY_TIME_ZONE);

    static final List<Variable<?>> ALL =
            Stream.concat(WORK.stream(), AccessVariables.ALL.stream()).toList();

    private Variables() {}

    /** Whether the runner itself reads this environment variable, {@code DATABASE_URL} included. */
    public static boolean areRead(String environmentName) {
        return environmentName.equals(DatabaseUrl.VARIABLE)
                || ALL.stream()
                        .anyMatch(variable ->
                                variable.propertyFor(environmentName).isPresent());
    }

    /**
     * Refuses a value that would stop the start.
     *
     * @throws StartRefused with the line that the operator would see
     */
    public static void check(String environmentName, String text) {
        ALL.stream()
                .filter(variable -> variable.propertyFor(environmentName).isPresent())
                .forEach(variable -> variable.translate(environmentName, text));
    }

    /**
     * What a variable stands at when it is not set, spelled as the variable would be.
     *
     * @param app {@code scheduler} or {@code worker}
     * @return empty if there is no such variable or it has no default
     */
    public static Optional<String> defaultOf(String name, String app, boolean onRender) {
        return ALL.stream()
                .filter(variable -> variable.name().equals(name))
                .findFirst()
                .map(variable -> variable.fallback().in(new Place(app, onRender)))
                .filter(text -> !text.isEmpty());
    }
}
