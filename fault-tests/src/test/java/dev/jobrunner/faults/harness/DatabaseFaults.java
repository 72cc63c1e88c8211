package dev.jobrunner.faults.harness;

import org.springframework.jdbc.core.simple.JdbcClient;

/** What a living PostgreSQL does to the applications' connections on bad days; those of {@code jdbc} go on. */
public record DatabaseFaults(JdbcClient jdbc) {

    /**
     * Ends a connection of the applications.
     *
     * @return how many it were: none if there is none
     */
    public int terminateOne() {
        return terminate("ORDER BY random() LIMIT 1");
    }

    /**
     * Ends all connections, and there are no others to be had (53300).
     *
     * @return how many were ended
     */
    public int exhaustConnections() {
        limit(0);
        return terminate("");
    }

    public void allowConnections() {
        limit(-1);
    }

    /**
     * From now on there are only connections that refuse to write (25006), as during a failover.
     *
     * @return how many were ended
     */
    public int refuseWrites() {
        return readOnly(true);
    }

    /** @return how many connections were ended */
    public int acceptWrites() {
        return readOnly(false);
    }

    private int terminate(String which) {
        return jdbc.sql("SELECT count(pg_terminate_backend(a.pid)) FROM (SELECT pid FROM pg_stat_activity"
                        + " WHERE datname = current_database() AND usename = 'jobrunner' " + which + ") a")
                .query(Integer.class)
                .single();
    }

    private void limit(int connections) {
        jdbc.sql("DO $$ BEGIN EXECUTE format('ALTER DATABASE %I CONNECTION LIMIT " + connections
                        + "', current_database()); END $$")
                .update();
    }

    private int readOnly(boolean on) {
        jdbc.sql("DO $$ BEGIN EXECUTE format('ALTER ROLE jobrunner IN DATABASE %I SET default_transaction_read_only = "
                        + on + "', current_database()); END $$")
                .update();
        return terminate("");
    }
}
