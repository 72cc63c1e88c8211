package dev.jobrunner.faults.evidence;

import dev.jobrunner.faults.evidence.Execution.Stretch;
import java.time.Duration;
import java.util.Optional;

/**
 * Two executions of one task at the same time.
 *
 * @param declared whether one of them was just coming back from a freeze, and ended within the time that a worker needs to notice
 */
record Overlap(long task, Duration length, boolean declared) {

    /** A worker looks at its fence and its locks several times a second; a machine that is busy takes longer. */
    static final Duration ZOMBIE = Duration.ofSeconds(2);

    static Optional<Overlap> of(Stretch one, Stretch other) {
        long nanos = Math.min(one.to(), other.to()) - Math.max(one.from(), other.from());
        if (one.of().run() == other.of().run() || nanos <= 0) {
            return Optional.empty();
        }
        boolean zombie = isZombie(one) || isZombie(other);
        return Optional.of(new Overlap(one.of().task(), Duration.ofNanos(nanos), zombie));
    }

    private static boolean isZombie(Stretch stretch) {
        return stretch.afterFreeze() && stretch.to() - stretch.from() <= ZOMBIE.toNanos();
    }
}
