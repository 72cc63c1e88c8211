package dev.jobrunner.core.queue;

import dev.jobrunner.core.settings.LockTimeouts;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;

/** The lock timeouts as a table {@code timeouts (environment_name, seconds)} inside a statement. */
public final class LockTimeoutTable {

    /** The CTE; named parameter {@code timeouts}. */
    public static final String CTE = """
            timeouts (environment_name, seconds) AS (
                SELECT key, value::float8 FROM jsonb_each_text(CAST(:timeouts AS jsonb))
            )
            """;

    private LockTimeoutTable() {}

    /** Sets {@code timeouts} and {@code defaultSeconds}. */
    public static StatementSpec bind(StatementSpec statement, LockTimeouts timeouts) {
        String json = timeouts.byEnvironmentName().entrySet().stream()
                .map(each -> '"' + each.getKey() + "\":" + each.getValue().toMillis() / 1000.0)
                .collect(Collectors.joining(",", "{", "}"));
        return statement
                .param("timeouts", json)
                .param("defaultSeconds", timeouts.defaultTimeout().toMillis() / 1000.0);
    }
}
