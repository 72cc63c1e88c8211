package dev.jobrunner.scheduler.health;

import dev.jobrunner.scheduler.tick.SchemaReady;
import dev.jobrunner.scheduler.tick.TickPulse;
import java.time.Duration;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/**
 * Down when the tick loop has stopped moving, which only a restart cures. A database that is away does not stop it. While
 * the schema is being migrated, which may take long, it counts as moving.
 */
final class TickHealth implements HealthIndicator {

    private final TickPulse pulse;
    private final SchemaReady schema;
    private final Duration longest;

    /** @param longest without a sign of life; more than any step's timeout and any wait between two turns */
    TickHealth(TickPulse pulse, SchemaReady schema, Duration longest) {
        this.pulse = pulse;
        this.schema = schema;
        this.longest = longest;
    }

    @Override
    public Health health() {
        Duration age = pulse.age();
        if (schema.schemaReady() && age.compareTo(longest) > 0) {
            return Health.down()
                    .withDetail("reason", "the tick loop has not moved for " + age.toSeconds() + " s")
                    .build();
        }
        return Health.up().build();
    }
}
