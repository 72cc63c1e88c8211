package dev.jobrunner.scheduler.tick;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Since when this scheduler has seen the database work. While the database was away no worker could send a heartbeat; only
 * silence after that counts against a worker. When the scheduler did not look for long, perhaps because the whole machine
 * stood still, it gives the workers one more chance; a scheduler that is slow all the time does not.
 */
final class DatabaseWatch {

    private final Duration longestGap;
    private final Duration longestAnswer;
    private final Duration deadAfter;
    private @Nullable Instant since;
    private Instant last = Instant.MIN;

    /** @param deadAfter how long a worker may be silent */
    DatabaseWatch(Duration deadAfter) {
        this.deadAfter = deadAfter;
        // a heartbeat that was just due when the gap began is then still fresh enough
        this.longestGap = deadAfter.multipliedBy(2).dividedBy(3);
        this.longestAnswer = deadAfter.dividedBy(20);
    }

    /**
     * The database has answered.
     *
     * @param databaseTime of the answer
     * @param took from the question to the answer: one that kept this scheduler waiting kept the heartbeats waiting too, and ended
     *     connections of workers that did not wait for so long
     * @return when the series of answers began, by database time
     */
    synchronized Instant answered(Instant databaseTime, Duration took) {
        Instant start = since;
        boolean stalled = last.plus(longestGap).isBefore(databaseTime) || longestAnswer.compareTo(took) < 0;
        if (start == null || (stalled && hasJudged(start))) {
            start = databaseTime;
        }
        since = start;
        last = databaseTime;
        return start;
    }

    /** The database has not answered: the series is over. */
    synchronized void failed() {
        since = null;
    }

    /** A gap in a series so short that no worker could be found dead in it must not end it: the next would do so again. */
    private boolean hasJudged(Instant start) {
        return start.plus(deadAfter).isBefore(last);
    }
}
