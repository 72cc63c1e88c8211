package dev.jobrunner.benchmarks.subject;

import java.sql.SQLException;
import java.time.Instant;

/**
 * Puts jobs into a subject's queue. Each method returns when what it wrote is committed. What only some subjects can do is
 * asked of those alone that have the {@link Subject.Ability}.
 */
public interface Client extends AutoCloseable {

    /**
     * Enqueues jobs of a type, all due at one time to come; a subject that has {@link #onlyNow} makes them due at once.
     */
    void enqueue(String type, int jobs, Instant due) throws Exception;

    /**
     * Enqueues one job that is due now.
     *
     * @return the key that its run is recorded under
     */
    long enqueueOne() throws Exception;

    /** Whether jobs that are due later would be another thing than jobs that are due now, and so another measurement. */
    default boolean onlyNow() {
        return false;
    }

    /** How many due jobs have not been settled; asked when all of them have run. */
    long unsettled() throws Exception;

    /**
     * Adds tasks that run once each second.
     *
     * @param first the first time that all of them are due
     */
    default void repeatEachSecond(int tasks, Instant first) throws Exception {
        throw new UnsupportedOperationException();
    }

    /** Adds runs that finished up to 25 days ago, and jobs that are due tomorrow or later. */
    default void fill(int finished, int future) throws Exception {
        throw new UnsupportedOperationException();
    }

    @Override
    void close() throws SQLException;
}
