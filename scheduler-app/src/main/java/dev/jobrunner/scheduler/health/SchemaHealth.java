package dev.jobrunner.scheduler.health;

import dev.jobrunner.scheduler.tick.SchemaReady;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** Down until the schema has once been brought up to date in this process; whatever happens later, it stays up. */
final class SchemaHealth implements HealthIndicator {

    private final SchemaReady schema;

    SchemaHealth(SchemaReady schema) {
        this.schema = schema;
    }

    @Override
    public Health health() {
        return schema.schemaReady()
                ? Health.up().build()
                : Health.down()
                        .withDetail("reason", "migrations are not applied yet")
                        .build();
    }
}
