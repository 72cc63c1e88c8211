package dev.jobrunner.scheduler.cli;

import dev.jobrunner.core.schedule.SlotsPreview;
import dev.jobrunner.core.task.Task;
import dev.jobrunner.core.task.TaskSelector;
import dev.jobrunner.scheduler.input.PointInTime;
import dev.jobrunner.scheduler.input.WholeNumber;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tasks preview TASK}: the same answer as {@code GET /api/v1/tasks/{id}/preview}. */
@Command(name = "preview", description = "Tells what a task's schedule means and which slots it has next.")
final class TasksPreviewCommand implements Callable<Integer> {

    private final CommandSession session;

    @Parameters(paramLabel = "TASK", description = "Id or name.")
    private String task = "";

    @Option(names = "--from", paramLabel = "TIME", description = "Only after this time, as in 2026-12-31T23:59:00Z.")
    private @Nullable String from;

    @Option(names = "--count", paramLabel = "N", description = "How many slots: 1 to 100, default 5.")
    private String count = "5";

    @Mixin
    private JsonOption json = new JsonOption();

    TasksPreviewCommand(CommandSession session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        Instant start = from == null ? session.clock().instant() : PointInTime.parse("--from", from);
        int slots = WholeNumber.parse("--count", count, 1, SlotsPreview.MAX_COUNT);
        TaskSelector selector = TaskSelector.parse(task);
        Optional<Task> found = session.tasks().first(selector.filter());
        if (found.isEmpty()) {
            session.answer().remark("there is no " + selector);
            return ExitCode.DEGRADED_OR_REFUSED;
        }
        if (found.get().schedulePattern() == null) {
            session.answer().remark(found.get().label() + " runs once: it has no schedule");
            return ExitCode.DEGRADED_OR_REFUSED;
        }
        SlotsPreview preview = SlotsPreview.of(found.get().timetable(), start, slots);
        if (json.wanted()) {
            session.answer().json(preview);
        } else {
            print(preview);
        }
        return ExitCode.GOOD;
    }

    private void print(SlotsPreview preview) {
        session.answer().line(preview.description());
        if (preview.next().isEmpty()) {
            session.answer().line("no slot is left");
            return;
        }
        DateTimeFormatter local = PreviewCommand.LOCAL.withZone(ZoneId.of(preview.timeZone()));
        TextTable table = new TextTable("SLOT (UTC)", "DUE (UTC)", "DUE (" + preview.timeZone() + ")");
        preview.next().forEach(slot -> table.row(slot.scheduledFor(), slot.dueAt(), local.format(slot.dueAt())));
        session.answer().line(table.toString());
    }
}
