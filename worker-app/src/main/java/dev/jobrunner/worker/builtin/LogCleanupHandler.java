package dev.jobrunner.worker.builtin;

import dev.jobrunner.core.upkeep.LogPruner;
import dev.jobrunner.worker.handler.RunContext;
import dev.jobrunner.worker.handler.RunFailedException;
import dev.jobrunner.worker.handler.TaskHandler;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Task type {@code log_cleanup}: removes ledger rows older than {@code {"days": N}} of its payload, 30 if it has none. */
final class LogCleanupHandler implements TaskHandler {

    private static final int DEFAULT_DAYS = 30;
    private static final int MOST_BATCHES = 1_000;

    private final LogPruner pruner;

    LogCleanupHandler(LogPruner pruner) {
        this.pruner = pruner;
    }

    @Override
    public String taskType() {
        return "log_cleanup";
    }

    @Override
    public void handle(RunContext run) {
        Integer asked = run.payloadAs(Payload.class).days();
        int days = asked == null ? DEFAULT_DAYS : asked;
        if (days < 1) {
            throw new RunFailedException("days is " + days + " in the payload; it must be at least 1");
        }
        long removed = pruner.prune(Duration.ofDays(days), MOST_BATCHES);
        run.output().println("removed " + removed + " runs older than " + days + " days");
    }

    private record Payload(@Nullable Integer days) {}
}
