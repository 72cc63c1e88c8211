package dev.jobrunner.scheduler.cli;

import dev.jobrunner.core.access.TokenStore;
import dev.jobrunner.core.audit.Actor;
import dev.jobrunner.core.audit.Face;
import dev.jobrunner.core.calendar.Calendars;
import dev.jobrunner.core.settings.DatabaseUrl;
import dev.jobrunner.core.task.StuckAfter;
import dev.jobrunner.core.task.TaskChanges;
import dev.jobrunner.core.task.TaskDefinitions;
import dev.jobrunner.core.task.TaskSearch;
import dev.jobrunner.core.taskset.TaskSets;
import dev.jobrunner.scheduler.schema.DatabaseAccess;
import dev.jobrunner.scheduler.schema.LegacyTimeZone;
import java.io.PrintStream;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.datasource.DataSourceUtils;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/** What one command works with: where it writes, its settings, and one connection. Each is made when first asked for. */
final class CommandSession implements AutoCloseable {

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(3);

    /** No command asks for stuck tasks, so none has to read the timeouts. */
    private static final StuckAfter NO_STATE_ASKED_FOR = new StuckAfter(Map.of(), Duration.ofDays(1));

    private final Map<String, String> variables;
    private final Clock clock;
    private final Answer answer;
    private @Nullable CommandSettings settings;
    private @Nullable SingleConnectionDataSource connection;

    CommandSession(Map<String, String> variables, Clock clock, PrintStream out, PrintStream err) {
        this.variables = Map.copyOf(variables);
        this.clock = clock;
        this.answer = new Answer(out, err);
    }

    Answer answer() {
        return answer;
    }

    Clock clock() {
        return clock;
    }

    CommandSettings settings() {
        CommandSettings read = settings;
        if (read == null) {
            read = CommandSettings.read(variables);
            settings = read;
        }
        return read;
    }

    /** Always the same connection. */
    DataSource database() {
        SingleConnectionDataSource open = connection;
        if (open == null) {
            open = new SingleConnectionDataSource(DataSourceUtils.getConnection(newConnections()), true);
            connection = open;
        }
        return open;
    }

    /** A new connection each time, for what needs several. */
    DataSource newConnections() {
        return access().unlimited(CONNECT_TIMEOUT, "scheduler-command");
    }

    /** From the variable alone where it is set, since reading all settings takes as long as most commands. */
    DatabaseAccess access() {
        String url = variables.get(DatabaseUrl.VARIABLE);
        if (url == null || url.isBlank()) {
            return settings().database();
        }
        DatabaseUrl parsed = DatabaseUrl.parse(url);
        return new DatabaseAccess(parsed.jdbcUrl(), parsed.user(), parsed.password());
    }

    LegacyTimeZone legacyTimeZone() {
        return LegacyTimeZone.of(variables.get(LegacyTimeZone.VARIABLE));
    }

    /** Who runs the command, as the audit names them. */
    Actor actor() {
        String user = System.getProperty("user.name", "");
        return new Actor(user.isBlank() ? "unknown" : user, Face.CLI);
    }

    TokenStore tokens() {
        return new TokenStore(database());
    }

    TaskSearch tasks() {
        return new TaskSearch(database(), NO_STATE_ASKED_FOR);
    }

    TaskChanges taskChanges() {
        return new TaskChanges(database(), NO_STATE_ASKED_FOR);
    }

    TaskSets taskSets() {
        return new TaskSets(database(), tasks(), taskDefinitions(), taskChanges());
    }

    Calendars calendars() {
        return new Calendars(database());
    }

    TaskDefinitions taskDefinitions() {
        return new TaskDefinitions(
                database(), type -> settings().bound().concurrencyLimits().defaultFor(type.name()));
    }

    @Override
    public void close() {
        if (connection != null) {
            connection.destroy();
        }
    }
}
