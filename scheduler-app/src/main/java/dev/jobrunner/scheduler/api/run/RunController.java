package dev.jobrunner.scheduler.api.run;

import dev.jobrunner.core.audit.Actor;
import dev.jobrunner.core.insight.RunDetails;
import dev.jobrunner.core.insight.RunPosition;
import dev.jobrunner.core.insight.RunReader;
import dev.jobrunner.core.insight.RunRow;
import dev.jobrunner.core.insight.RunSearch;
import dev.jobrunner.core.task.RunCancel;
import dev.jobrunner.scheduler.api.ApiPage;
import dev.jobrunner.scheduler.api.Cursor;
import dev.jobrunner.scheduler.api.PageQuery;
import dev.jobrunner.scheduler.input.ConflictException;
import dev.jobrunner.scheduler.input.InvalidInputException;
import dev.jobrunner.scheduler.input.NotFoundException;
import dev.jobrunner.scheduler.input.RunFilterText;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** {@code /api/v1/runs}: what has run, and what runs now. */
@RestController
@Tag(name = "Runs", description = "What has run, and what runs now.")
final class RunController {

    private final RunSearch search;
    private final RunReader reader;
    private final RunCancel cancel;

    RunController(RunSearch search, RunReader reader, RunCancel cancel) {
        this.search = search;
        this.reader = reader;
        this.cancel = cancel;
    }

    @GetMapping("/api/v1/runs")
    @Operation(
            summary = "Search runs",
            description =
                    "Those that are going on and those that have ended, the one claimed last first. All that is given"
                            + " must hold. Error messages are cut after 1,000 characters.",
            operationId = "listRuns")
    ResponseEntity<ApiPage<RunRow>> list(
            @Parameter(
                            description = "A part of the task's name or type, or words of the error message.",
                            example = "timed out")
                    @RequestParam(required = false)
                    @Nullable
                    String text,
            @Parameter(description = "Runs of this task.", example = "12")
                    @RequestParam(name = "task_id", required = false)
                    @Nullable
                    String taskId,
            @Parameter(description = "Runs of tasks of exactly this type.", example = "report_generation")
                    @RequestParam(name = "task_type", required = false)
                    @Nullable
                    String taskType,
            @Parameter(
                            description =
                                    "One or more of running, completed, failed, lost, cancelled, skipped; repeated or with"
                                            + " commas.",
                            example = "failed,lost")
                    @RequestParam(required = false)
                    @Nullable
                    List<String> status,
            @Parameter(description = "Claimed by exactly this worker.", example = "worker-host-1-4711-a1b2c3")
                    @RequestParam(required = false)
                    @Nullable
                    String worker,
            @Parameter(description = "Claimed at this time or later.", example = "2026-11-24T00:00:00Z")
                    @RequestParam(required = false)
                    @Nullable
                    String from,
            @Parameter(description = "Claimed before this time.", example = "2026-11-25T00:00:00Z")
                    @RequestParam(required = false)
                    @Nullable
                    String to,
            PageQuery page) {
        List<RunRow> rows = search.page(
                new RunFilterText(text, taskId, taskType, status, worker, from, to).parse(), after(page), page.rows());
        return page.answer(rows, row -> Cursor.of(row.position().toString()));
    }

    @GetMapping("/api/v1/runs/{id}")
    @Operation(summary = "Show a run", operationId = "getRun")
    RunView show(@PathVariable long id) {
        return RunView.of(details(id));
    }

    @PostMapping("/api/v1/runs/{id}/cancel")
    @Operation(
            summary = "Cancel a run that is going on",
            description =
                    "This run and no later one. It ends as cancelled within seconds, without a retry. Asking again"
                            + " changes nothing.",
            operationId = "cancelRun")
    RunView cancel(@PathVariable long id, Actor actor) {
        cancel.cancel(id, actor);
        RunDetails details = details(id);
        if (details.run().finishedAt() != null) {
            throw new ConflictException(
                    "run " + id + " has ended already, as " + details.run().status() + "; there is nothing to cancel");
        }
        return RunView.of(details);
    }

    private RunDetails details(long id) {
        return reader.find(id).orElseThrow(() -> new NotFoundException("run " + id));
    }

    private static @Nullable RunPosition after(PageQuery page) {
        String cursor = page.after();
        if (cursor == null) {
            return null;
        }
        try {
            return RunPosition.parse(Cursor.position(cursor));
        } catch (InvalidInputException e) {
            throw e;
        } catch (IllegalArgumentException e) {
            throw new InvalidInputException("after", cursor, "the value of next in a former answer of this list");
        }
    }
}
