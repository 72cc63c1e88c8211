package dev.jobrunner.benchmarks.subject;

import dev.jobrunner.benchmarks.database.Database;
import dev.jobrunner.benchmarks.process.Types;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;

/** Enqueues by plain SQL, the way in that the product documents, and the only one that the limit has. */
final class SqlClient implements Client {

    /**
     * The statements for one set of tables.
     *
     * @param enqueue parameters: type, limit, time, number of jobs
     * @param enqueueOne answers with the id
     * @param eachSecond parameters: time, number of tasks
     * @param finished parameter: number of runs
     * @param future parameter: number of jobs
     */
    record Statements(
            String enqueue, String enqueueOne, String unsettled, String eachSecond, String finished, String future) {}

    static final Statements PRODUCT = new Statements("""
            INSERT INTO scheduled_tasks (task_type, max_concurrent_runs, status, next_run_at)
            SELECT ?, ?, 'active', ?
            FROM generate_series(1, ?)
            """, """
            INSERT INTO scheduled_tasks (task_type, status, next_run_at)
            VALUES ('noop', 'active', now())
            RETURNING id
            """, """
            SELECT count(*)
            FROM scheduled_tasks
            WHERE (locked_at IS NOT NULL OR hold_until IS NOT NULL)
              AND task_type <> 'blocked'
            """, """
            INSERT INTO scheduled_tasks (task_type, schedule_pattern, max_concurrent_runs, status, next_run_at)
            SELECT 'noop', '* * * * * *', 10000, 'active', ?
            FROM generate_series(1, ?)
            """, """
            INSERT INTO scheduled_task_logs (id, scheduled_task_id, task_type, status, executed_at, started_at, finished_at,
                                             locked_by, scheduled_for, attempt)
            SELECT nextval('scheduled_task_run_ids'), n, 'noop', 'completed', at, at, at + interval '40 milliseconds',
                   'worker-host' || n % 5 || '-1-abcdef', at - interval '1 second', 1
            FROM (SELECT n, now() - interval '25 days' + n * interval '2 seconds' AS at
                  FROM generate_series(1, ?) AS n) AS run
            """, """
            INSERT INTO scheduled_tasks (task_type, max_concurrent_runs, status, next_run_at)
            SELECT 'noop', 10000, 'active', now() + interval '1 day' + n * interval '1 second'
            FROM generate_series(1, ?) AS n
            """);

    private final Connection connection;
    private final Statements statements;

    SqlClient(Connection connection, Statements statements) {
        this.connection = connection;
        this.statements = statements;
    }

    @Override
    public void enqueue(String type, int jobs, Instant due) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(statements.enqueue())) {
            insert.setString(1, type);
            insert.setInt(2, Types.limit(type));
            insert.setTimestamp(3, Timestamp.from(due));
            insert.setInt(4, jobs);
            insert.executeUpdate();
        }
    }

    @Override
    public long enqueueOne() throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(statements.enqueueOne());
                ResultSet row = insert.executeQuery()) {
            row.next();
            return row.getLong(1);
        }
    }

    @Override
    public long unsettled() throws SQLException {
        return Database.number(connection, statements.unsettled());
    }

    @Override
    public void repeatEachSecond(int tasks, Instant first) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(statements.eachSecond())) {
            insert.setTimestamp(1, Timestamp.from(first));
            insert.setInt(2, tasks);
            insert.executeUpdate();
        }
    }

    @Override
    public void fill(int finished, int future) throws SQLException {
        insert(statements.finished(), finished);
        insert(statements.future(), future);
    }

    private void insert(String sql, int rows) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(sql)) {
            insert.setInt(1, rows);
            insert.executeUpdate();
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
