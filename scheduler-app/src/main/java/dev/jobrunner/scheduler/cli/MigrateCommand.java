package dev.jobrunner.scheduler.cli;

import dev.jobrunner.scheduler.schema.SchemaUpgrade;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code migrate}. */
@Command(
        name = "migrate",
        description = {
            "Brings the tables to the shape that this version needs; an old system's tables too, with their rows.",
            "LEGACY_TIME_ZONE says in which zone the old system meant its times (default UTC)."
        })
final class MigrateCommand implements Callable<Integer> {

    private final CommandSession session;

    @Mixin
    private JsonOption json = new JsonOption();

    MigrateCommand(CommandSession session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        // so that it is told as by every other command when there is no connection
        session.database();
        SchemaUpgrade upgrade = new SchemaUpgrade(session.newConnections(), session.legacyTimeZone());
        SchemaUpgrade.Result result = upgrade.run();
        if (json.wanted()) {
            session.answer().json(result);
        } else {
            session.answer()
                    .line(
                            result.applied() == 0
                                    ? "the schema is up to date"
                                    : "%d migrations applied; the schema is at version %s"
                                            .formatted(result.applied(), result.version()));
        }
        return ExitCode.GOOD;
    }
}
