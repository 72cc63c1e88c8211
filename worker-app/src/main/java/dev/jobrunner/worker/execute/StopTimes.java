package dev.jobrunner.worker.execute;

import java.time.Duration;
import java.util.Optional;

/**
 * How long a run that was stopped has.
 *
 * @param urgeAfter when it is interrupted once more, which ends the grace of processes; empty for never
 * @param patience how long it may take to end before this process ends itself
 * @param exitWithin how long that may take
 */
public record StopTimes(Optional<Duration> urgeAfter, Duration patience, Duration exitWithin) {

    static StopTimes of(Duration patience, Duration exitWithin) {
        return new StopTimes(Optional.empty(), patience, exitWithin);
    }

    StopTimes urged(Duration after) {
        return new StopTimes(Optional.of(after), patience, exitWithin);
    }
}
