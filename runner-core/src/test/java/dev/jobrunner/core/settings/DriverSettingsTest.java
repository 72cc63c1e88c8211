package dev.jobrunner.core.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import dev.jobrunner.core.testing.TestDatabase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

class DriverSettingsTest {

    @Test
    void everyWaitOnTheDatabaseHasALimit() throws SQLException {
        try (TestDatabase database = TestDatabase.empty();
                ConfigurableApplicationContext app = start(database, "")) {
            HikariDataSource pool = app.getBean(HikariDataSource.class);

            assertThat(networkTimeout(pool)).isEqualTo(30_000);
            assertThat(pool.getConnectionTimeout()).isEqualTo(5_000);
            assertThat(pool.getMaxLifetime()).isEqualTo(600_000);
            assertThat(pool.getMaximumPoolSize()).isEqualTo(2);
        }
    }

    @Test
    void optionsInTheUrlWin() throws SQLException {
        try (TestDatabase database = TestDatabase.empty();
                ConfigurableApplicationContext app = start(database, "&socketTimeout=7&application_name=mine")) {
            HikariDataSource pool = app.getBean(HikariDataSource.class);

            assertThat(networkTimeout(pool)).isEqualTo(7_000);
            assertThat(applicationName(pool)).isEqualTo("mine");
        }
    }

    @Test
    void connectionsCarryTheNameOfTheApp() throws SQLException {
        try (TestDatabase database = TestDatabase.empty();
                ConfigurableApplicationContext app = start(database, "")) {
            assertThat(applicationName(app.getBean(HikariDataSource.class))).isEqualTo("worker");
        }
    }

    @Test
    void aConnectionThatRefusesToWriteIsNotUsedAgain() throws SQLException {
        try (TestDatabase database = TestDatabase.empty();
                ConfigurableApplicationContext app = start(database, "")) {
            HikariDataSource pool = app.getBean(HikariDataSource.class);
            int refusing;
            try (Connection connection = pool.getConnection();
                    Statement statement = connection.createStatement()) {
                refusing = backend(statement);
                statement.execute("SET default_transaction_read_only = on");
                assertThatThrownBy(() -> statement.execute("CREATE TABLE refused (id int)"))
                        .hasMessageContaining("read-only transaction");
            }

            for (int i = 0; i < 2 * pool.getMaximumPoolSize(); i++) {
                try (Connection connection = pool.getConnection();
                        Statement statement = connection.createStatement()) {
                    assertThat(backend(statement)).isNotEqualTo(refusing);
                    statement.execute("CREATE TABLE taken" + i + " (id int)");
                }
            }
        }
    }

    private static int backend(Statement statement) throws SQLException {
        try (ResultSet rows = statement.executeQuery("SELECT pg_backend_pid()")) {
            rows.next();
            return rows.getInt(1);
        }
    }

    private static int networkTimeout(HikariDataSource pool) throws SQLException {
        try (Connection connection = pool.getConnection()) {
            return connection.getNetworkTimeout();
        }
    }

    private static String applicationName(HikariDataSource pool) throws SQLException {
        try (Connection connection = pool.getConnection();
                var statement = connection.createStatement();
                var rows = statement.executeQuery("SHOW application_name")) {
            rows.next();
            return rows.getString(1);
        }
    }

    private static ConfigurableApplicationContext start(TestDatabase database, String options) {
        String url =
                database.jdbcUrl().replace("jdbc:postgresql://", "postgres://" + database.user() + ":x@") + options;
        StandardEnvironment environment = new StandardEnvironment();
        String name = StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME;
        environment
                .getPropertySources()
                .replace(
                        name,
                        new SystemEnvironmentPropertySource(
                                name,
                                Map.of(
                                        "DATABASE_URL",
                                        url,
                                        "SPRING_DATASOURCE_URL",
                                        "jdbc:postgresql://not-this-one/d")));
        SpringApplication application = new SpringApplication(App.class);
        application.setWebApplicationType(WebApplicationType.NONE);
        application.setRegisterShutdownHook(false);
        application.setEnvironment(environment);
        return application.run(
                "--spring.application.name=worker", "--spring.datasource.password=" + database.password());
    }

    @Configuration(proxyBeanMethods = false)
    @ImportAutoConfiguration(DataSourceAutoConfiguration.class)
    static class App {}
}
