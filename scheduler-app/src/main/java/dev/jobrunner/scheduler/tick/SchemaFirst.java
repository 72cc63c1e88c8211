package dev.jobrunner.scheduler.tick;

import dev.jobrunner.core.settings.DatabaseAway;
import dev.jobrunner.core.upkeep.ConcurrencyTuner;
import dev.jobrunner.scheduler.schema.SchemaUpgrade;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tries until the schema is up to date and the configured limits are applied; only then does the tick itself begin. */
final class SchemaFirst implements Turn, SchemaReady {

    private static final Duration UNTIL_NEXT_TRY = Duration.ofSeconds(5);

    private static final Logger log = LoggerFactory.getLogger(SchemaFirst.class);

    private final SchemaUpgrade upgrade;
    private final ConcurrencyTuner tuner;
    private final Turn then;
    private final TickPulse pulse;
    private volatile boolean ready;

    SchemaFirst(SchemaUpgrade upgrade, ConcurrencyTuner tuner, Turn then, TickPulse pulse) {
        this.upgrade = upgrade;
        this.tuner = tuner;
        this.then = then;
        this.pulse = pulse;
    }

    @Override
    public boolean schemaReady() {
        return ready;
    }

    @Override
    public Duration turn() throws InterruptedException {
        if (!ready && !prepared()) {
            return UNTIL_NEXT_TRY;
        }
        return then.turn();
    }

    private boolean prepared() {
        pulse.beat();
        try {
            SchemaUpgrade.Result result = upgrade.run();
            if (result.applied() > 0) {
                log.info("Applied {} migrations; the schema is at version {}", result.applied(), result.version());
            }
            ConcurrencyTuner.Tuning tuning = tuner.applyConfigured();
            tuning.changes().stream()
                    .filter(change -> change.tasks() > 0)
                    .forEach(change -> log.info(
                            "max_concurrent_runs of {} is {} now, as configured ({} tasks changed)",
                            change.taskType(),
                            change.limit(),
                            change.tasks()));
            tuning.refused().forEach(log::error);
            ready = true;
            log.info("The schema is ready, the tick begins");
            return true;
        } catch (RuntimeException e) {
            log.error(
                    "Cannot begin yet: {} Next try in {} s.",
                    DatabaseAway.explain(e).orElseGet(() -> "the migration failed: " + oneLine(e)),
                    UNTIL_NEXT_TRY.toSeconds());
            return false;
        }
    }

    private static String oneLine(Throwable failure) {
        return String.valueOf(failure.getMessage()).strip().replaceAll("\\s*\\R[\\s-]*", "; ");
    }
}
