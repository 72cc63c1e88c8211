package dev.jobrunner.scheduler.api.task;

import dev.jobrunner.core.schedule.SlotsPreview;
import dev.jobrunner.core.task.Task;
import dev.jobrunner.core.task.TaskSearch;
import dev.jobrunner.scheduler.input.ConflictException;
import dev.jobrunner.scheduler.input.NotFoundException;
import dev.jobrunner.scheduler.input.PointInTime;
import dev.jobrunner.scheduler.input.WholeNumber;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Clock;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Which slots a task has next. */
@RestController
@Tag(name = "Tasks")
final class TaskPreviewController {

    private final TaskSearch tasks;
    private final Clock clock;

    TaskPreviewController(TaskSearch tasks, Clock clock) {
        this.tasks = tasks;
        this.clock = clock;
    }

    @GetMapping("/api/v1/tasks/{id}/preview")
    @Operation(
            summary = "Explain a task's schedule and give its next slots",
            operationId = "previewTask",
            description = "As the schedule has them, whatever the task's status is. scheduled_for names a slot, due_at"
                    + " is when its run starts if nothing holds it back.")
    SlotsPreview preview(
            @PathVariable long id,
            @Parameter(
                            description = "The slots after this time; now if there is none.",
                            example = "2026-11-24T10:00:00Z")
                    @RequestParam(required = false)
                    @Nullable
                    String from,
            @Parameter(description = "How many slots: 1 to 100.") @RequestParam(defaultValue = "5") String count) {
        Instant start = from == null || from.isBlank() ? clock.instant() : PointInTime.parse("from", from);
        int slots = WholeNumber.parse("count", count, 1, SlotsPreview.MAX_COUNT);
        Task task = tasks.find(id).orElseThrow(() -> new NotFoundException("task " + id));
        if (task.schedulePattern() == null) {
            throw new ConflictException("task " + id + " runs once: it has no schedule");
        }
        return SlotsPreview.of(task.timetable(), start, slots);
    }
}
