package dev.jobrunner.core.settings;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Writes docs/configuration.md from the table of variables. */
final class ReferencePage {

    private static final List<Group> GROUPS = List.of(
            new Group("Scheduler", List.of("jobrunner.scheduler.")),
            new Group("Workers", List.of("jobrunner.worker.")),
            new Group("Priorities", List.of("jobrunner.priority.")),
            new Group("Retries", List.of("jobrunner.retry.")),
            new Group(
                    "Task types", List.of("jobrunner.lock-timeout.", "jobrunner.max-concurrent", "jobrunner.handlers")),
            new Group(
                    "Sign-in and access",
                    List.of(
                            "jobrunner.admin-password",
                            "jobrunner.operator-password",
                            "jobrunner.viewer-password",
                            "jobrunner.access.",
                            "jobrunner.oidc.")),
            new Group("Secrets", List.of("jobrunner.webhook-secret")),
            new Group(
                    "Process",
                    List.of(
                            "server.",
                            "spring.",
                            "jobrunner.log-dir",
                            "jobrunner.retention.",
                            "jobrunner.legacy-time-zone")));

    private ReferencePage() {}

    static String text() {
        String groups = GROUPS.stream().map(ReferencePage::group).collect(Collectors.joining("\n"));
        return INTRODUCTION + groups + types() + END;
    }

    private static String group(Group group) {
        return "## " + group.title()
                + "\n\n| Variable | Property | Allowed | Default |\n|---|---|---|---|\n"
                + Variables.ALL.stream()
                        .filter(group::holds)
                        .map(ReferencePage::row)
                        .collect(Collectors.joining());
    }

    private static String row(Variable<?> variable) {
        String property = variable.property() + (variable.isFamily() ? ".<type>" : "");
        return "| `" + variable.name() + "` <br> " + variable.meaning() + " | `" + property + "` | "
                + variable.reading().form() + ", " + variable.reading().range() + " | "
                + fallback(variable.fallback()) + " |\n";
    }

    private static String fallback(Fallback fallback) {
        String usual = fallback.usual() == null ? "not set" : "`" + fallback.usual() + "`";
        return usual
                + fallback.elsewhere().entrySet().stream()
                        .sorted(Map.Entry.comparingByKey())
                        .map(entry -> "; " + entry.getKey() + ": "
                                + (entry.getValue().isEmpty() ? "not set" : "`" + entry.getValue() + "`"))
                        .collect(Collectors.joining());
    }

    private static String types() {
        TreeSet<String> names = new TreeSet<>(Comparator.naturalOrder());
        names.addAll(LockTimeouts.DEFAULTS.keySet());
        names.addAll(ConcurrencyLimits.DEFAULTS.keySet());
        return "\n## Defaults by task type\n\n| Task type | Lock timeout (minutes) | Runs at once |\n|---|---|---|\n"
                + names.stream().map(ReferencePage::type).collect(Collectors.joining())
                + "| every other type | `LOCK_TIMEOUT_MINUTES` | 1 |\n";
    }

    private static String type(String name) {
        String minutes = LockTimeouts.DEFAULTS.containsKey(name)
                ? String.valueOf(LockTimeouts.DEFAULTS.get(name).toMinutes())
                : "`LOCK_TIMEOUT_MINUTES`";
        return "| `" + name.toLowerCase(Locale.ROOT) + "` | " + minutes + " | "
                + ConcurrencyLimits.DEFAULTS.getOrDefault(name, 1) + " |\n";
    }

    private record Group(String title, List<String> prefixes) {
        boolean holds(Variable<?> variable) {
            return prefixes.stream().anyMatch(variable.property()::startsWith);
        }
    }

    private static final String INTRODUCTION = """
            # Configuration

            <!-- Written by ReferencePageTest from the table of variables in dev.jobrunner.core.settings; do not edit. -->

            Everything is set by environment variables. The same settings exist as properties for a YAML file
            (`application.yaml` next to the jar) or the command line (`--jobrunner.worker.concurrency=4`); a duration there is
            written with its unit (`30s`, `5m`).

            * A variable that is set wins over files; the command line wins over variables.
            * A variable without text counts as not set, and blanks around a value do not count.
            * A wrong value stops the start with one line that names the variable, the value and what is allowed; the exit
              code is 2. A name that looks like a slip of one below (`WORKER_CONCURENCY`) is pointed out in the log.
            * Numbers of seconds and minutes may have up to three digits after the point (`0.5`).
            * `<TYPE>` is the task type in capitals, with `_` for whatever is neither a letter nor a digit: a task type
              `report-generation` is set by `LOCK_TIMEOUT_MINUTES_REPORT_GENERATION`. Two types that would share a name are
              refused.

            ## Database

            `DATABASE_URL` says where PostgreSQL is; it has no default. All of these do:

            ```
            postgres://user:password@host:5432/database?sslmode=require
            postgresql://user:password@host/database
            jdbc:postgresql://host:5432/database?user=user&password=password
            ```

            User, password and database are percent-decoded: write `@` as `%40`, `:` as `%3A`, `/` as `%2F`, `?` as `%3F`, `#`
            as `%23`, `%` as `%25` (a `+` is a plus). The port is 5432 when left out, an IPv6 address stands in brackets,
            several hosts are separated by commas. No message of the program ever repeats the password. Without
            `DATABASE_URL`, the usual `SPRING_DATASOURCE_URL`, `SPRING_DATASOURCE_USERNAME` and `SPRING_DATASOURCE_PASSWORD`
            count.

            What follows the `?` goes to the JDBC driver. Unless the URL says otherwise, `connectTimeout=5`,
            `socketTimeout=30`, `tcpKeepAlive=true` and `ApplicationName=scheduler` or `worker` hold, so that a dead
            connection is noticed. Through PgBouncer in transaction mode, add `prepareThreshold=0`, and set
            `WORKER_LISTEN=false`, which saves its connection: notifications do not get through there.

            """;

    private static final String END = """

            `MAX_CONCURRENT_RUNS_<TYPE>` is written to that type's tasks when the scheduler starts. The defaults above apply to
            new tasks made through API, pages or command line, and by `optimize-concurrency`; they never undo what somebody set
            by SQL.

            ## Only as properties

            | property | default | meaning |
            |---|---|---|
            | `jobrunner.output-limit` | `64KB` | how much of a run's output is kept, `1KB` to `1MB` |
            | `jobrunner.http.timeout` | none | longest time of one HTTP call; without it only the lock timeout ends a call |
            | `jobrunner.http.connect-timeout` | `10s` | longest time to make a connection |

            ## Logs

            Logs go to the console, one line each; on Render (`RENDER=true`, which the platform sets) each line is a JSON
            object. With `LOG_DIR` they go to `scheduler.log` and `worker_<hostname>-<pid>.log` in that directory instead; a file
            is rolled at 10 MB and each day, and kept for 7 days. The scheduler's commands write no log: their answer
            goes to standard output, what is wrong to standard error. Any `LOGGING_LEVEL_…` variable of Spring Boot works, for
            example `LOGGING_LEVEL_DEV_JOBRUNNER=DEBUG`.

            ## Start scripts

            `deploy/scheduler` and `deploy/worker` start the jars, in an image and in a built checkout alike. `JOBRUNNER_HOME`
            names the folder that holds them, if it is not the one above the script. `JAVA_OPTIONS` adds options for the JVM,
            which win over those of the script: `JAVA_OPTIONS=-XX:MaxRAMPercentage=70`.

            ## Settings that must fit each other

            * `WORKER_DEAD_AFTER` must be at least three times `WORKER_HEARTBEAT_INTERVAL`; the start is refused otherwise. From
              7.5 times on, a killed worker's tasks are handed back soonest.
              Scheduler and workers need the same values.
            * `SHUTDOWN_GRACE_SECONDS` must be at least 15 seconds shorter than the time after which the platform kills the
              process: 300 seconds on Render (`maxShutdownDelaySeconds`), 45 in `compose.yaml`.
            * Database connections: one worker needs `DATABASE_POOL_SIZE` + 2, the scheduler `DATABASE_POOL_SIZE`, and a
              deploy runs old and new side by side: see [render.md](render.md#connections).
            """;
}
