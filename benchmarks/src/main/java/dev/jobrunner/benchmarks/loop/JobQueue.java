package dev.jobrunner.benchmarks.loop;

import dev.jobrunner.benchmarks.process.Types;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Claims and settles on one connection. Not safe for use by several threads. */
final class JobQueue {

    private final Connection connection;
    private final PreparedStatement claim;
    private final PreparedStatement settle;
    private final String worker;
    private final List<String> types;
    private final boolean limits;

    /** @param types one without a limit, or several with a limit each */
    JobQueue(Connection connection, JobTables tables, List<String> types, String worker) throws SQLException {
        this.connection = connection;
        this.worker = worker;
        this.types = types;
        this.limits = types.size() > 1;
        this.claim = connection.prepareStatement(limits ? JobTables.claimWithinLimits() : tables.claim());
        this.settle = connection.prepareStatement(tables.settle());
    }

    List<Job> claim(int slots) throws SQLException {
        int next = 1;
        if (limits) {
            var names = connection.createArrayOf("text", types.toArray());
            var allowed = connection.createArrayOf(
                    "integer", types.stream().map(Types::limit).toArray());
            claim.setArray(next++, names);
            claim.setArray(next++, allowed);
            claim.setInt(next++, slots);
            claim.setArray(next++, names);
            claim.setArray(next++, allowed);
        } else {
            claim.setString(next++, types.get(0));
        }
        claim.setInt(next++, slots);
        claim.setString(next, worker);
        claim.execute();
        if (limits) {
            claim.getMoreResults(); // the first answer is that of the locks
        }
        List<Job> jobs = new ArrayList<>();
        try (ResultSet rows = claim.getResultSet()) {
            while (rows.next()) {
                jobs.add(new Job(rows.getLong(1), rows.getString(2), rows.getTimestamp(3), rows.getTimestamp(4)));
            }
        }
        return jobs;
    }

    void settle(List<Job> jobs) throws SQLException {
        settle.setArray(
                1, connection.createArrayOf("bigint", jobs.stream().map(Job::id).toArray()));
        settle.setArray(
                2,
                connection.createArrayOf(
                        "timestamptz", jobs.stream().map(Job::due).toArray()));
        settle.setArray(
                3,
                connection.createArrayOf(
                        "timestamptz", jobs.stream().map(Job::lockedAt).toArray()));
        settle.setString(4, worker);
        settle.setString(5, worker);
        int settled = settle.executeUpdate();
        if (settled != jobs.size()) {
            throw new IllegalStateException("Of " + jobs.size() + " jobs, " + settled + " were settled");
        }
    }
}
