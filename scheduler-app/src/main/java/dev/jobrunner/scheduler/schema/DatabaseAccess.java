package dev.jobrunner.scheduler.schema;

import java.time.Duration;
import java.util.Properties;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/**
 * How to reach the database without a pool.
 *
 * @param url JDBC URL without user and password
 * @param user null: the driver's default
 * @param password null: none
 */
public record DatabaseAccess(
        String url, @Nullable String user, @Nullable String password) {

    /** A new connection each time; a statement may take as long as it needs. */
    public DataSource unlimited(Duration connectTimeout, String applicationName) {
        DriverManagerDataSource source = new DriverManagerDataSource(url);
        Properties properties = new Properties();
        properties.setProperty("connectTimeout", String.valueOf(Math.max(1, connectTimeout.toSeconds())));
        properties.setProperty("loginTimeout", String.valueOf(Math.max(1, connectTimeout.toSeconds())));
        properties.setProperty("tcpKeepAlive", "true");
        properties.setProperty("ApplicationName", applicationName);
        source.setConnectionProperties(properties);
        if (user != null) {
            source.setUsername(user);
        }
        if (password != null) {
            source.setPassword(password);
        }
        return source;
    }

    /** Host, port and database: {@code db.example.com:5432/jobs}. */
    public String place() {
        return url.replaceFirst("^jdbc:postgresql://", "").replaceFirst("\\?.*$", "");
    }

    @Override
    public String toString() {
        return url + (user == null ? "" : " as " + user);
    }
}
