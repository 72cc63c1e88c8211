package dev.jobrunner.scheduler.tick;

import dev.jobrunner.core.settings.DatabaseAway;
import dev.jobrunner.scheduler.schema.RootCause;
import dev.jobrunner.scheduler.schema.SchemaUpgrade;
import java.nio.channels.ClosedByInterruptException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tries until the schema is up to date; only then does the tick itself begin. */
final class SchemaFirst implements Turn, SchemaReady {

    private static final Duration UNTIL_NEXT_TRY = Duration.ofSeconds(5);

    private static final Logger log = LoggerFactory.getLogger(SchemaFirst.class);

    private final SchemaUpgrade upgrade;
    private final Turn then;
    private final TickPulse pulse;
    private volatile boolean ready;

    SchemaFirst(SchemaUpgrade upgrade, Turn then, TickPulse pulse) {
        this.upgrade = upgrade;
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
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
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
            ready = true;
            log.info("The schema is ready, the tick begins");
            return true;
        } catch (RuntimeException e) {
            if (interrupted(e)) {
                Thread.currentThread().interrupt();
                log.info("Asked to end before the schema was ready; the next start goes on with it");
                return false;
            }
            log.error(
                    "Cannot begin yet: {} Next try in {} s.",
                    DatabaseAway.explain(e).orElseGet(() -> "the migration failed: " + RootCause.line(e) + "."),
                    UNTIL_NEXT_TRY.toSeconds());
            return false;
        }
    }

    /** The driver reports an interrupt as a mishap of its own and asks for a bug report. */
    private static boolean interrupted(Throwable failure) {
        boolean found = Thread.currentThread().isInterrupted();
        for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
            found = found || cause instanceof InterruptedException || cause instanceof ClosedByInterruptException;
        }
        return found;
    }
}
