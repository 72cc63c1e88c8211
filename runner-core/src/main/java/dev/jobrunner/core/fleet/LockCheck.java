package dev.jobrunner.core.fleet;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * What became of the locks that a worker believed it holds.
 *
 * @param lost tokens that are void; their runs have to stop, and nothing may be written for them any more
 * @param cancelled tokens that are valid and whose run somebody wants ended
 */
public record LockCheck(Set<UUID> lost, Set<UUID> cancelled) {

    public LockCheck {
        lost = Set.copyOf(lost);
        cancelled = Set.copyOf(cancelled);
    }

    /** @param found those of the held locks that the database still has */
    static LockCheck of(Collection<HeldLock> held, List<Found> found) {
        Set<UUID> lost = new HashSet<>();
        held.forEach(lock -> lost.add(lock.token()));
        Set<UUID> cancelled = new HashSet<>();
        for (Found each : found) {
            lost.remove(each.token());
            if (each.cancelled()) {
                cancelled.add(each.token());
            }
        }
        return new LockCheck(lost, cancelled);
    }

    /** A lock that is valid. */
    record Found(UUID token, boolean cancelled) {
        static Found of(ResultSet row, int number) throws SQLException {
            return new Found(row.getObject("lock_token", UUID.class), row.getBoolean("cancelled"));
        }
    }
}
