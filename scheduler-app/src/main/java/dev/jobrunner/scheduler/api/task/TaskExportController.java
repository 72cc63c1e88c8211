package dev.jobrunner.scheduler.api.task;

import dev.jobrunner.core.task.TaskFilter;
import dev.jobrunner.core.task.TaskSearch;
import dev.jobrunner.scheduler.api.TableExport;
import dev.jobrunner.scheduler.api.TableExport.Format;
import dev.jobrunner.scheduler.input.TaskQuery;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** {@code /api/v1/tasks/export}: all tasks that match, as a file. */
@RestController
@Tag(name = "Tasks")
final class TaskExportController {

    private static final int PAGE = 2_000;

    private final TaskSearch tasks;
    private final TableExport export;

    TaskExportController(TaskSearch tasks, TableExport export) {
        this.tasks = tasks;
        this.export = export;
    }

    // the page links to an address of its own, since a browser signs in to pages only
    @GetMapping({"/api/v1/tasks/export", "/tasks/export"})
    @Operation(
            summary = "Export tasks",
            description =
                    "All that match, by id, with the fields and filters of the list; payloads without their secrets. In"
                            + " CSV, a text that a spreadsheet would take for a formula begins with an apostrophe.",
            operationId = "exportTasks")
    void export(
            @Parameter(description = "csv or json; csv if there is none.", example = "csv")
                    @RequestParam(required = false)
                    @Nullable
                    String format,
            @RequestParam(required = false) @Nullable String text,
            @RequestParam(name = "task_type", defaultValue = "") List<String> taskType,
            @RequestParam(defaultValue = "") List<String> status,
            @RequestParam(required = false) @Nullable String state,
            @RequestParam(required = false) @Nullable String worker,
            @Parameter(
                            description = "Due from then on: next_run_at, with its offset.",
                            example = "2026-12-31T23:59:00Z")
                    @RequestParam(required = false)
                    @Nullable
                    String from,
            @Parameter(description = "Due before then: next_run_at, with its offset.")
                    @RequestParam(required = false)
                    @Nullable
                    String to,
            HttpServletResponse response)
            throws IOException {
        Format as = TableExport.format(format);
        TaskFilter filter = TaskQuery.of(text, taskType, status, state, worker, from, to);
        export.write(
                response,
                as,
                "tasks",
                TaskView.class,
                last -> tasks.search(filter, last == null ? Long.MIN_VALUE : last.id(), PAGE).stream()
                        .map(TaskView::of)
                        .toList());
    }
}
