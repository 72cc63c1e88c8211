package dev.jobrunner.scheduler.api.run;

import dev.jobrunner.core.insight.RunFilter;
import dev.jobrunner.core.insight.RunRow;
import dev.jobrunner.core.insight.RunSearch;
import dev.jobrunner.scheduler.api.TableExport;
import dev.jobrunner.scheduler.api.TableExport.Format;
import dev.jobrunner.scheduler.input.RunFilterText;
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

/** {@code /api/v1/runs/export}: all runs that match, as a file. */
@RestController
@Tag(name = "Runs")
final class RunExportController {

    private static final int PAGE = 2_000;

    private final RunSearch search;
    private final TableExport export;

    RunExportController(RunSearch search, TableExport export) {
        this.search = search;
        this.export = export;
    }

    // the page links to an address of its own, since a browser signs in to pages only
    @GetMapping({"/api/v1/runs/export", "/runs/export"})
    @Operation(
            summary = "Export runs",
            description =
                    "All that match, the one claimed last first, with the fields and filters of the list. In CSV, a"
                            + " text that a spreadsheet would take for a formula begins with an apostrophe.",
            operationId = "exportRuns")
    void export(
            @Parameter(description = "csv or json; csv if there is none.", example = "csv")
                    @RequestParam(required = false)
                    @Nullable
                    String format,
            @RequestParam(required = false) @Nullable String text,
            @RequestParam(name = "task_id", required = false) @Nullable String taskId,
            @RequestParam(name = "task_type", required = false) @Nullable String taskType,
            @RequestParam(required = false) @Nullable List<String> status,
            @RequestParam(required = false) @Nullable String worker,
            @RequestParam(required = false) @Nullable String from,
            @RequestParam(required = false) @Nullable String to,
            HttpServletResponse response)
            throws IOException {
        Format as = TableExport.format(format);
        RunFilter filter = new RunFilterText(text, taskId, taskType, status, worker, from, to).parse();
        export.write(
                response,
                as,
                "runs",
                RunRow.class,
                last -> search.page(filter, last == null ? null : last.position(), PAGE));
    }
}
