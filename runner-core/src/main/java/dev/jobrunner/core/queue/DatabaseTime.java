package dev.jobrunner.core.queue;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The database's time between two statements: its last known time plus what this machine's monotonic clock has counted
 * since. The wall clock of this machine, which may be hours off, plays no part. Never ahead of the database.
 */
final class DatabaseTime {

    private volatile @Nullable Observation last;

    void observe(Instant databaseTime) {
        last = new Observation(databaseTime, System.nanoTime());
    }

    /** The current database time, or {@code floor} if that is later or nothing has been observed yet. */
    Instant now(Instant floor) {
        Observation known = last;
        if (known == null) {
            return floor;
        }
        Instant now = known.databaseTime.plusNanos(System.nanoTime() - known.nanos);
        return now.isBefore(floor) ? floor : now;
    }

    private record Observation(Instant databaseTime, long nanos) {}
}
