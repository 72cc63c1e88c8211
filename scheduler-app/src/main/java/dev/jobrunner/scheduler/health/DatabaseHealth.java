package dev.jobrunner.scheduler.health;

import dev.jobrunner.scheduler.tick.TickPulse;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** Whether the tick reaches the database. Unknown, never down, when it does not: restarting the scheduler is no cure. */
final class DatabaseHealth implements HealthIndicator {

    private final TickPulse pulse;

    DatabaseHealth(TickPulse pulse) {
        this.pulse = pulse;
    }

    @Override
    public Health health() {
        return pulse.databaseAnswers()
                ? Health.up().build()
                : Health.unknown()
                        .withDetail("reason", "the database does not answer")
                        .build();
    }
}
