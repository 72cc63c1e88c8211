package dev.jobrunner.scheduler.cli;

import dev.jobrunner.core.audit.AuditRecord;
import dev.jobrunner.core.audit.AuditTrail;
import dev.jobrunner.core.upkeep.LogPruner;
import dev.jobrunner.scheduler.input.WholeNumber;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code cleanup DAYS}. */
@Command(name = "cleanup", description = "Removes the ledger's rows of runs that are older than DAYS days.")
final class CleanupCommand implements Callable<Integer> {

    private static final int MOST_DAYS = 3650;

    private final CommandSession session;

    @Parameters(paramLabel = "DAYS", description = "How many days of runs to keep: 1 to 3650.")
    private String days = "";

    @Mixin
    private JsonOption json = new JsonOption();

    CleanupCommand(CommandSession session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        int kept = WholeNumber.parse("DAYS", days, 1, MOST_DAYS);
        // first, so that an end in the midst of it leaves nothing unsaid
        new AuditTrail(session.database())
                .enter(
                        session.actor(),
                        new AuditRecord("cleanup", "runs", null, null, null, "{\"days_kept\":" + kept + "}"));
        long removed = new LogPruner(session.database()).pruneAll(Duration.ofDays(kept));
        if (json.wanted()) {
            session.answer().json(new Cleaned(kept, removed));
        } else {
            session.answer().line("%d runs removed; %d days are kept".formatted(removed, kept));
        }
        return ExitCode.GOOD;
    }

    record Cleaned(int daysKept, long removed) {}
}
