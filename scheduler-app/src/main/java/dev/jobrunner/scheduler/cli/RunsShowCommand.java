package dev.jobrunner.scheduler.cli;

import com.fasterxml.jackson.annotation.JsonRawValue;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.jobrunner.core.insight.RunDetails;
import dev.jobrunner.core.insight.RunReader;
import dev.jobrunner.core.insight.RunRow;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code runs show RUN}. */
@Command(name = "show", description = "Shows all that is known about one run.")
final class RunsShowCommand implements Callable<Integer> {

    private final CommandSession session;

    @Parameters(paramLabel = "RUN", description = "Its id.")
    private String run = "";

    @Mixin
    private JsonOption json = new JsonOption();

    RunsShowCommand(CommandSession session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        long id = RunId.parse(run);
        Optional<RunDetails> found =
                new RunReader(session.database(), session.settings().bound().lockTimeouts()).find(id);
        if (found.isEmpty()) {
            session.answer().remark("there is no run " + id);
            return ExitCode.DEGRADED_OR_REFUSED;
        }
        if (json.wanted()) {
            session.answer().json(View.of(found.get()));
        } else {
            print(found.get());
        }
        return ExitCode.GOOD;
    }

    private void print(RunDetails details) {
        RunRow shown = details.run();
        TextTable table = new TextTable("id", String.valueOf(shown.id()));
        table.row("task", shown.scheduledTaskId() + (shown.taskName() == null ? "" : " " + shown.taskName()));
        table.row("task_type", orDash(shown.taskType()));
        table.row("status", orDash(shown.status()));
        table.row("attempt", orDash(shown.attempt()));
        table.row("due", orDash(shown.scheduledFor()));
        table.row("claimed", shown.executedAt() + after(details.waited()));
        table.row("started", orDash(shown.startedAt()) + after(details.prepared()));
        table.row("finished", orDash(shown.finishedAt()) + after(details.took()));
        table.row("locked_by", orDash(shown.lockedBy()));
        table.row("missed_slots", shown.missedSlots());
        table.row("lock_timeout_at", orDash(details.lockTimeoutAt()));
        table.row("cancel_requested_at", orDash(details.cancelRequestedAt()));
        table.row("payload", details.payload());
        table.row("output", details.outputBytes() + " bytes; 'runs output " + shown.id() + "' shows them");
        table.row("error_message", orDash(shown.errorMessage()));
        session.answer().line(table.toString());
        if (details.attempts().size() > 1) {
            TextTable attempts = new TextTable("run", "attempt", "status", "claimed", "locked_by");
            details.attempts()
                    .forEach(each -> attempts.row(
                            each.id(),
                            orDash(each.attempt()),
                            orDash(each.status()),
                            each.executedAt(),
                            orDash(each.lockedBy())));
            session.answer().line("\nall runs of this slot, oldest first");
            session.answer().line(attempts.toString());
        }
    }

    private static String after(@Nullable Duration duration) {
        return duration == null ? "" : "  (after %.1f s)".formatted(duration.toMillis() / 1000.0);
    }

    private static Object orDash(@Nullable Object value) {
        return value == null ? "-" : value;
    }

    /** The fields of the list, and beside them what only one run has. */
    private record View(
            @JsonUnwrapped RunRow run,
            @JsonRawValue String payload,
            long outputBytes,
            @Nullable Instant lockTimeoutAt,
            @Nullable Instant cancelRequestedAt,
            List<RunRow> attempts) {

        static View of(RunDetails details) {
            return new View(
                    details.run(),
                    details.payload(),
                    details.outputBytes(),
                    details.lockTimeoutAt(),
                    details.cancelRequestedAt(),
                    details.attempts());
        }
    }
}
