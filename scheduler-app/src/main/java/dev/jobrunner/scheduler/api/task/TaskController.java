package dev.jobrunner.scheduler.api.task;

import dev.jobrunner.core.task.Task;
import dev.jobrunner.core.task.TaskFilter;
import dev.jobrunner.core.task.TaskSearch;
import dev.jobrunner.scheduler.api.ApiPage;
import dev.jobrunner.scheduler.api.Cursor;
import dev.jobrunner.scheduler.api.PageQuery;
import dev.jobrunner.scheduler.input.NotFoundException;
import dev.jobrunner.scheduler.input.TaskQuery;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Tasks to be read. */
@RestController
@RequestMapping("/api/v1/tasks")
@Tag(name = "Tasks", description = "What runs, when, and why or why not.")
final class TaskController {

    private final TaskSearch tasks;

    TaskController(TaskSearch tasks) {
        this.tasks = tasks;
    }

    @GetMapping
    @Operation(summary = "List tasks", operationId = "listTasks", description = "By id. All filters given must match.")
    ResponseEntity<ApiPage<TaskView>> list(
            @Parameter(description = "Part of the name or type, in any case, or an id.", example = "report")
                    @RequestParam(required = false)
                    @Nullable
                    String text,
            @Parameter(description = "Any of these types.", example = "report_generation")
                    @RequestParam(name = "task_type", defaultValue = "")
                    List<String> taskType,
            @Parameter(description = "Any of these: active, paused, disabled, completed, or an old system's word.")
                    @RequestParam(defaultValue = "")
                    List<String> status,
            @Parameter(description = "due, running, failed, stuck, waiting or schedule_error.", example = "failed")
                    @RequestParam(required = false)
                    @Nullable
                    String state,
            @Parameter(description = "Runs on this worker.") @RequestParam(required = false) @Nullable String worker,
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
            PageQuery page) {
        TaskFilter filter = TaskQuery.of(text, taskType, status, state, worker, from, to);
        List<TaskView> rows = tasks.search(filter, page.afterId(Long.MIN_VALUE), page.rows()).stream()
                .map(TaskView::of)
                .toList();
        return page.answer(rows, each -> Cursor.ofId(each.id()));
    }

    @GetMapping("/{id}")
    @Operation(summary = "Show one task", operationId = "getTask")
    ResponseEntity<TaskView> show(@PathVariable long id) {
        Task task = tasks.find(id).orElseThrow(() -> new NotFoundException("task " + id));
        return ResponseEntity.ok().eTag(task.version()).body(TaskView.of(task));
    }
}
