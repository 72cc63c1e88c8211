package dev.jobrunner.benchmarks.database;

import dev.jobrunner.benchmarks.process.Await;
import dev.jobrunner.benchmarks.process.Fleet;
import java.sql.SQLException;
import java.time.Duration;

/** What a span of time cost the processes of a subject and PostgreSQL. */
public final class Meter {

    private final Server server;
    private final Database database;
    private final Fleet fleet;
    private final Reading begin;
    private final long transactions;

    private Meter(Server server, Database database, Fleet fleet) throws SQLException {
        this.server = server;
        this.database = database;
        this.fleet = fleet;
        this.transactions = server.transactions(database);
        this.begin = read();
    }

    public static Meter start(Server server, Database database, Fleet fleet) throws SQLException {
        return new Meter(server, database, fleet);
    }

    /** What has been used up to now. */
    public Usage usage() throws SQLException {
        Reading end = read();
        return new Usage(
                end.at - begin.at,
                end.processNanos - begin.processNanos,
                end.databaseNanos - begin.databaseNanos,
                end.walBytes - begin.walBytes,
                end.statements - begin.statements);
    }

    /**
     * Transactions since the start; to be asked when the processes have ended, since PostgreSQL's count is complete only when
     * their backends are gone, see {@link Server#transactions}.
     */
    public long transactions() throws Exception {
        Await.until(
                "the backends are gone",
                Duration.ofSeconds(30),
                null,
                () -> server.connections(database, "worker%") + server.connections(database, "scheduler%") == 0);
        return server.transactions(database) - transactions;
    }

    private Reading read() throws SQLException {
        return new Reading(
                System.nanoTime(), fleet.cpuNanos(), server.cpuNanos(), server.walBytes(), server.statements(database));
    }

    private record Reading(long at, long processNanos, long databaseNanos, long walBytes, long statements) {}

    /**
     * What was used.
     *
     * @param nanos the length of the span
     * @param processNanos CPU time of the subject's processes
     * @param databaseNanos CPU time of PostgreSQL's processes
     */
    public record Usage(long nanos, long processNanos, long databaseNanos, long walBytes, long statements) {

        /** The span in seconds. */
        public double seconds() {
            return nanos / 1e9;
        }
    }
}
