package dev.jobrunner.scheduler.tick;

import dev.jobrunner.core.backfill.Backfills;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Gives slots of backfills their turn where the end of the run before did not, after a crash for example. */
final class GoOnWithBackfills implements TickStep {

    private static final Logger log = LoggerFactory.getLogger(GoOnWithBackfills.class);

    private final Backfills backfills;
    private final Duration interval;

    GoOnWithBackfills(Backfills backfills, Duration interval) {
        this.backfills = backfills;
        this.interval = interval;
    }

    @Override
    public String name() {
        return "go on with backfills";
    }

    @Override
    public Duration run() {
        int released = backfills.goOn();
        if (released > 0) {
            log.debug("{} slots of backfills had their turn", released);
        }
        return interval;
    }
}
