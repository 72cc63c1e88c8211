package dev.jobrunner.local;

import java.io.PrintStream;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;

/** Reads the ledger once a second and prints each run that has ended since, oldest first. */
final class RunFeed {

    private static final Duration EACH = Duration.ofSeconds(1);
    private static final Duration AFTER_TROUBLE = Duration.ofSeconds(5);
    /** A run draws its number when it starts and is entered when it ends: a long one appears after younger ones. */
    private static final int LATE_COMERS = 500;

    private static final String NEWEST = "SELECT coalesce(max(id), 0) FROM scheduled_task_logs";
    private static final String RUNS = """
            SELECT l.id, l.task_type, t.name, l.status, l.locked_by, l.error_message, l.output, l.finished_at,
                   extract(epoch FROM l.finished_at - l.started_at) * 1000 AS millis
              FROM scheduled_task_logs l
              LEFT JOIN scheduled_tasks t ON t.id = l.scheduled_task_id
             WHERE l.id > ?
             ORDER BY coalesce(l.finished_at, 'infinity'), l.id
            """;

    private final DatabaseAddress address;
    private final RunLine line;
    private final PrintStream console;
    private final Set<Long> printed = new HashSet<>();
    private long newestAtStart = -1;
    private long floor;

    private volatile boolean ending;

    RunFeed(DatabaseAddress address, RunLine line, PrintStream console) {
        this.address = address;
        this.line = line;
        this.console = console;
    }

    /** The process is about to end, and its database with it: no trouble worth a line. */
    void end() {
        ending = true;
    }

    /** Returns once {@link #end} was called; a database that goes away before that is waited for. */
    void run() throws InterruptedException {
        while (!ending) {
            try (Connection connection = address.connect()) {
                follow(connection);
            } catch (SQLException e) {
                if (ending) {
                    return;
                }
                console.println("The feed lost the database (" + e.getMessage() + "), next try in "
                        + AFTER_TROUBLE.toSeconds() + " s");
                Thread.sleep(AFTER_TROUBLE.toMillis());
            }
        }
    }

    private void follow(Connection connection) throws SQLException, InterruptedException {
        if (newestAtStart < 0) {
            newestAtStart = newest(connection);
            floor = newestAtStart;
        }
        try (PreparedStatement runs = connection.prepareStatement(RUNS)) {
            while (!ending) {
                runs.setLong(1, floor);
                try (ResultSet rows = runs.executeQuery()) {
                    print(rows);
                }
                Thread.sleep(EACH.toMillis());
            }
        }
    }

    private void print(ResultSet rows) throws SQLException {
        long newest = floor;
        long oldestOpen = Long.MAX_VALUE;
        while (rows.next()) {
            long id = rows.getLong("id");
            newest = Math.max(newest, id);
            if (rows.getTimestamp("finished_at") == null) {
                oldestOpen = Math.min(oldestOpen, id);
            } else if (printed.add(id)) {
                console.println(line.of(rows));
            }
        }
        floor = Math.max(floor, Math.min(newest - LATE_COMERS, oldestOpen - 1));
        printed.removeIf(id -> id <= floor);
    }

    private static long newest(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(NEWEST);
                ResultSet row = statement.executeQuery()) {
            row.next();
            return row.getLong(1);
        }
    }
}
