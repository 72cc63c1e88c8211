package dev.jobrunner.scheduler.tick;

import dev.jobrunner.core.calendar.BlackoutLedger;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Enters the slots that a calendar held back, once the blackout is over. */
final class CountBlackouts implements TickStep {

    private static final Logger log = LoggerFactory.getLogger(CountBlackouts.class);

    private final BlackoutLedger ledger;
    private final Duration interval;

    CountBlackouts(BlackoutLedger ledger, Duration interval) {
        this.ledger = ledger;
        this.interval = interval;
    }

    @Override
    public String name() {
        return "count blackouts";
    }

    /** A row for each task of a calendar. */
    @Override
    public Duration timeout() {
        return Duration.ofSeconds(20);
    }

    @Override
    public Duration run() {
        int rows = ledger.enterEnded();
        if (rows > 0) {
            log.info("Entered what blackouts that are over held back of {} tasks, as skipped", rows);
        }
        return interval;
    }
}
