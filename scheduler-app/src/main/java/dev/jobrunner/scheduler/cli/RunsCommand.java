package dev.jobrunner.scheduler.cli;

import dev.jobrunner.core.insight.RunRow;
import dev.jobrunner.core.insight.RunSearch;
import dev.jobrunner.scheduler.input.RunFilterText;
import dev.jobrunner.scheduler.input.WholeNumber;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code runs}. */
@Command(name = "runs", description = "Lists runs, live ones and those that have ended, the one claimed last first.")
final class RunsCommand implements Callable<Integer> {

    private static final int MOST = 10_000;

    private final CommandSession session;

    @Option(
            names = "--text",
            paramLabel = "TEXT",
            description = "Part of the task's name or type, or words of the error.")
    private @Nullable String text;

    @Option(names = "--task", paramLabel = "ID", description = "Only runs of this task.")
    private @Nullable String task;

    @Option(names = "--type", paramLabel = "TYPE", description = "Only runs of tasks of this type.")
    private @Nullable String type;

    @Option(
            names = "--status",
            paramLabel = "STATUS",
            description = "Only these: running, completed, failed, lost, cancelled, skipped; several with commas.")
    private @Nullable List<String> status;

    @Option(names = "--worker", paramLabel = "WORKER", description = "Only runs that this worker claimed.")
    private @Nullable String worker;

    @Option(names = "--from", paramLabel = "TIME", description = "Claimed at this time or later.")
    private @Nullable String from;

    @Option(names = "--to", paramLabel = "TIME", description = "Claimed before this time.")
    private @Nullable String to;

    @Option(names = "--limit", paramLabel = "N", description = "How many at the most: 1 to 10000; 50 if there is none.")
    private String limit = "50";

    @Mixin
    private JsonOption json = new JsonOption();

    RunsCommand(CommandSession session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        List<RunRow> runs = new RunSearch(session.database())
                .page(
                        new RunFilterText(text, task, type, status, worker, from, to).parse(),
                        null,
                        WholeNumber.parse("--limit", limit, 1, MOST));
        if (json.wanted()) {
            session.answer().json(runs);
        } else if (runs.isEmpty()) {
            session.answer().line("no such run");
        } else {
            session.answer().line(table(runs).toString());
        }
        return ExitCode.GOOD;
    }

    private static TextTable table(List<RunRow> runs) {
        TextTable table = new TextTable("RUN", "TASK", "TYPE", "STATUS", "TRY", "CLAIMED", "TOOK", "WORKER", "ERROR");
        runs.forEach(run -> table.row(
                run.id(),
                run.taskName() == null ? String.valueOf(run.scheduledTaskId()) : run.taskName(),
                orDash(run.taskType()),
                orDash(run.status()),
                orDash(run.attempt()),
                run.executedAt(),
                took(run.startedAt(), run.finishedAt()),
                orDash(run.lockedBy()),
                firstLine(run.errorMessage())));
        return table;
    }

    private static String took(@Nullable Instant start, @Nullable Instant end) {
        return start == null || end == null
                ? "-"
                : "%.1f s".formatted(Duration.between(start, end).toMillis() / 1000.0);
    }

    private static String firstLine(@Nullable String message) {
        return message == null ? "-" : message.lines().findFirst().orElse("");
    }

    private static Object orDash(@Nullable Object value) {
        return Objects.requireNonNullElse(value, "-");
    }
}
