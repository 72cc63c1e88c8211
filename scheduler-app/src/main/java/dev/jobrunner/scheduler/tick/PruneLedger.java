package dev.jobrunner.scheduler.tick;

import dev.jobrunner.core.task.IdempotencyKeys;
import dev.jobrunner.core.upkeep.LogPruner;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Removes old rows of the ledger, and keys of old creations: hourly, a few batches at a time, and the rest at the following ticks. */
final class PruneLedger implements TickStep {

    private static final Duration REGULARLY = Duration.ofHours(1);
    private static final int BATCHES = 5;
    private static final int ROWS = 5_000;

    private static final Logger log = LoggerFactory.getLogger(PruneLedger.class);

    /** An answer to a creation is kept that long under its key. */
    private static final Duration KEEP_KEYS = Duration.ofHours(24);

    private final LogPruner pruner;
    private final IdempotencyKeys keys;
    private final Duration keep;
    private final Duration interval;

    /** @param keep how long ended runs stay */
    PruneLedger(LogPruner pruner, IdempotencyKeys keys, Duration keep, Duration interval) {
        this.pruner = pruner;
        this.keys = keys;
        this.keep = keep;
        this.interval = interval;
    }

    @Override
    public String name() {
        return "prune the ledger";
    }

    /** Many statements, none of which waits for anybody. */
    @Override
    public Duration timeout() {
        return Duration.ofSeconds(20);
    }

    @Override
    public Duration run() {
        keys.forget(KEEP_KEYS);
        long removed = pruner.prune(keep, BATCHES);
        if (removed > 0) {
            log.info("Removed {} ledger rows older than {} days", removed, keep.toDays());
        }
        return removed < ROWS ? REGULARLY : interval;
    }
}
