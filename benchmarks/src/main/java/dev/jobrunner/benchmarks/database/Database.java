package dev.jobrunner.benchmarks.database;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** A database of the session's server. */
public final class Database {

    private final String name;
    private final String address;
    private boolean large;

    Database(String name, String address) {
        this.name = name;
        this.address = address;
    }

    public String name() {
        return name;
    }

    /**
     * JDBC address with user and password.
     *
     * @param application how the connections introduce themselves
     */
    public String address(String application) {
        return address + "&ApplicationName=" + application;
    }

    public Connection connect() throws SQLException {
        return DriverManager.getConnection(address("benchmark"));
    }

    /** From now on it is copied by files instead of through the log of changes. */
    public void becomesLarge() {
        large = true;
    }

    boolean isLarge() {
        return large;
    }

    /** Runs one or several statements. */
    public void execute(String sql) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Runs a file of the class path. */
    public void executeResource(Class<?> near, String resource) throws SQLException, IOException {
        try (InputStream stream = near.getResourceAsStream(resource)) {
            if (stream == null) {
                throw new IOException("There is no " + resource + " on the class path");
            }
            execute(new String(stream.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    /** The first column of the only row. */
    public long number(String query) throws SQLException {
        try (Connection connection = connect()) {
            return number(connection, query);
        }
    }

    public static long number(Connection connection, String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getLong(1);
        }
    }
}
