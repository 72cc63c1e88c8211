package dev.jobrunner.scheduler.tick;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Since when this scheduler has seen the database work without a gap. While the database was away no worker could send a
 * heartbeat; only silence after that counts against a worker.
 */
final class DatabaseWatch {

    private final Duration longestGap;
    private @Nullable Instant since;
    private @Nullable Instant last;

    /**
     * @param longestGap between two answers of the database that still count as an unbroken series. Two thirds of the
     *     time after which a worker is dead: a heartbeat that was just due when the gap began is then still fresh enough.
     */
    DatabaseWatch(Duration longestGap) {
        this.longestGap = longestGap;
    }

    /**
     * The database has answered.
     *
     * @param databaseTime of the answer
     * @return when the unbroken series began, by database time
     */
    Instant answered(Instant databaseTime) {
        Instant start = since;
        Instant before = last;
        last = databaseTime;
        if (start == null || before == null || before.plus(longestGap).isBefore(databaseTime)) {
            since = databaseTime;
            return databaseTime;
        }
        return start;
    }

    /** The database has not answered: the series is over. */
    void failed() {
        since = null;
    }
}
