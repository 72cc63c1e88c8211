package dev.jobrunner.scheduler.schema;

import java.util.Map;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.output.MigrateResult;
import org.jspecify.annotations.Nullable;

/**
 * Applies the migrations. Several processes may do so at once: one works, the others wait and find nothing left to do. A
 * schema that is newer than this program is fine, since old and new run side by side while a new version is rolled out.
 */
public final class SchemaUpgrade {

    /** Two that begin an empty history at once can meet between its making and its first entry; one of them looks again. */
    private static final int MOST_RACES = 5;

    private final DataSource dataSource;
    private final LegacyTimeZone legacyTimeZone;

    /** @param dataSource without a limit on how long a statement may take */
    public SchemaUpgrade(DataSource dataSource, LegacyTimeZone legacyTimeZone) {
        this.dataSource = dataSource;
        this.legacyTimeZone = legacyTimeZone;
    }

    /**
     * Brings the schema up to date.
     *
     * @throws FlywayException if a migration fails or the database cannot be reached
     */
    public Result run() {
        for (int race = 1; race < MOST_RACES; race++) {
            try {
                return migrate();
            } catch (FlywayException e) {
                if (!String.valueOf(e.getMessage()).contains("Unable to baseline")) {
                    throw e;
                }
            }
        }
        return migrate();
    }

    private Result migrate() {
        MigrateResult result = Flyway.configure()
                .dataSource(dataSource)
                .locations("classpath:db/migration")
                .failOnMissingLocations(true)
                // the old system's database has tables but no history of ours
                .baselineOnMigrate(true)
                .baselineVersion("0")
                .ignoreMigrationPatterns("*:future")
                .placeholders(Map.of("legacyTimeZone", legacyTimeZone.name()))
                .load()
                .migrate();
        return new Result(result.migrationsExecuted, result.targetSchemaVersion);
    }

    /**
     * @param applied how many migrations this call has applied
     * @param version of the schema now; null when no migration was needed
     */
    public record Result(int applied, @Nullable String version) {}
}
