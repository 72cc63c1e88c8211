package dev.jobrunner.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** The sample tasks' SQL. Loading it again changes nothing: a task that is there stays as its operator left it. */
final class SampleTasks {

    private final Path file;

    SampleTasks(Path file) {
        this.file = file;
    }

    /** Returns what happened in one line for people. */
    String load(DatabaseAddress address) throws IOException, SQLException {
        try (Connection connection = address.connect();
                Statement statement = connection.createStatement()) {
            String sql = Files.readString(file);
            long before = count(statement);
            if (sql.isBlank()) {
                return "No sample tasks were loaded; the database has " + before + " tasks.";
            }
            statement.execute(sql);
            long after = count(statement);
            return after == before
                    ? "Sample tasks are there already: " + after + " tasks in the database."
                    : "Loaded " + (after - before) + " sample tasks from " + file.getFileName() + ".";
        }
    }

    private static long count(Statement statement) throws SQLException {
        try (ResultSet rows = statement.executeQuery("SELECT count(*) FROM scheduled_tasks")) {
            rows.next();
            return rows.getLong(1);
        }
    }
}
