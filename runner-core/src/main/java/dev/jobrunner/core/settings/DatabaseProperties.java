package dev.jobrunner.core.settings;

import dev.jobrunner.core.sql.ReadOnlyConnections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.core.env.Environment;

/** How the apps reach PostgreSQL: the address from {@code DATABASE_URL}, and limits on every wait. */
final class DatabaseProperties {

    private static final String DRIVER = "spring.datasource.hikari.data-source-properties";

    /** What to tell when no source names a database. */
    static final String NOT_SET =
            DatabaseUrl.VARIABLE + " is not set; set it to postgres://USER:PASSWORD@HOST:5432/DATABASE";

    private DatabaseProperties() {}

    /** What the variable sets; nothing if it is not set, so that {@code spring.datasource.url} counts. */
    static Map<String, Object> from(@Nullable Object databaseUrl) {
        Map<String, Object> properties = new LinkedHashMap<>();
        if (databaseUrl == null || databaseUrl.toString().isBlank()) {
            return properties;
        }
        DatabaseUrl url = DatabaseUrl.parse(databaseUrl.toString());
        properties.put("spring.datasource.url", url.jdbcUrl());
        if (url.user() != null) {
            properties.put("spring.datasource.username", url.user());
        }
        if (url.password() != null) {
            properties.put("spring.datasource.password", url.password());
        }
        return properties;
    }

    /**
     * Makes sure that some source names a database.
     *
     * @throws StartRefused if none does
     */
    static void requireAddress(Environment environment) {
        if (!environment.containsProperty("spring.datasource.url")) {
            throw new StartRefused(NOT_SET);
        }
    }

    /** An option in the URL wins over the driver's defaults here. */
    static Map<String, Object> defaults(Place place) {
        Map<String, Object> properties = new LinkedHashMap<>();
        properties.put(DRIVER + "[connectTimeout]", "5");
        properties.put(DRIVER + "[socketTimeout]", "30");
        properties.put(DRIVER + "[tcpKeepAlive]", "true");
        properties.put(DRIVER + "[ApplicationName]", place.app().isEmpty() ? "jobrunner" : place.app());
        properties.put("spring.datasource.hikari.connection-timeout", "5000");
        properties.put("spring.datasource.hikari.validation-timeout", "3000");
        // Limits are counted in a snapshot younger than a lock: a role's other default would break them.
        properties.put("spring.datasource.hikari.transaction-isolation", "TRANSACTION_READ_COMMITTED");
        properties.put("spring.datasource.hikari.max-lifetime", "600000");
        properties.put("spring.datasource.hikari.keepalive-time", "180000");
        properties.put("spring.datasource.hikari.exception-override-class-name", ReadOnlyConnections.class.getName());
        // what a worker has is in use; a scheduler's tick needs one, and its pages seldom more
        if (place.isScheduler()) {
            properties.put("spring.datasource.hikari.minimum-idle", "2");
        }
        if (place.isWorker()) {
            // the same few statements all the time: left alone, PostgreSQL plans some of them anew each time
            properties.put("spring.datasource.hikari.connection-init-sql", "SET plan_cache_mode = force_generic_plan");
        }
        // the pool starts without a database; whoever needs a connection first says that it is away
        properties.put("spring.datasource.hikari.initialization-fail-timeout", "-1");
        return properties;
    }
}
