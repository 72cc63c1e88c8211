package dev.jobrunner.scheduler.api.audit;

import dev.jobrunner.core.audit.AuditEntry;
import dev.jobrunner.core.audit.AuditFilter;
import dev.jobrunner.core.audit.AuditSearch;
import dev.jobrunner.scheduler.api.ApiPage;
import dev.jobrunner.scheduler.api.Cursor;
import dev.jobrunner.scheduler.api.PageQuery;
import dev.jobrunner.scheduler.input.PointInTime;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What people changed, newest first. */
@RestController
@Tag(name = "Audit", description = "Who changed what, through which face, before and after.")
final class AuditController {

    /** Numbers stay as they were written. */
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private final AuditSearch audit;

    AuditController(AuditSearch audit) {
        this.audit = audit;
    }

    @GetMapping("/api/v1/audit")
    @Operation(summary = "List what people changed, newest first", operationId = "listAudit")
    ResponseEntity<ApiPage<AuditView>> list(
            @Parameter(description = "User, token:NAME, or the system's user of the command line.", example = "admin")
                    @RequestParam(required = false)
                    @Nullable
                    String actor,
            @Parameter(description = "As pause, edit, create.", example = "pause")
                    @RequestParam(required = false)
                    @Nullable
                    String action,
            @Parameter(description = "task, worker, token, session, runs or calendar.", example = "task")
                    @RequestParam(name = "subject_kind", required = false)
                    @Nullable
                    String subjectKind,
            @Parameter(description = "Id of the task, worker, …", example = "12")
                    @RequestParam(name = "subject_id", required = false)
                    @Nullable
                    String subjectId,
            @Parameter(description = "Not before.") @RequestParam(required = false) @Nullable String from,
            @Parameter(description = "Before.") @RequestParam(required = false) @Nullable String to,
            PageQuery page) {
        AuditFilter filter = new AuditFilter(actor, action, subjectKind, subjectId, time("from", from), time("to", to));
        List<AuditView> rows = audit.search(filter, page.afterId(Long.MAX_VALUE), page.rows()).stream()
                .map(AuditView::of)
                .toList();
        return page.answer(rows, each -> Cursor.ofId(each.id()));
    }

    private static @Nullable Instant time(String field, @Nullable String text) {
        return text == null || text.isBlank() ? null : PointInTime.parse(field, text);
    }

    /** One entry. */
    @Schema(name = "AuditEntry")
    record AuditView(
            long id,
            Instant at,
            @Schema(example = "admin") String actor,

            @Schema(description = "page, api or cli.", example = "page")
            String face,

            @Schema(example = "pause") String action,
            @Schema(example = "task") String subjectKind,

            @Schema(example = "12", nullable = true) @Nullable
            String subjectId,

            @Schema(example = "daily report", nullable = true) @Nullable
            String subjectName,

            @Schema(
                    description = "The fields that changed, as they were; secrets hidden.",
                    type = "object",
                    nullable = true,
                    example = "{\"status\":\"active\"}")
            @Nullable
            JsonNode before,

            @Schema(
                    description = "The same fields afterwards.",
                    type = "object",
                    nullable = true,
                    example = "{\"status\":\"paused\"}")
            @Nullable
            JsonNode after) {

        static AuditView of(AuditEntry entry) {
            return new AuditView(
                    entry.id(),
                    entry.at(),
                    entry.actor(),
                    entry.face(),
                    entry.action(),
                    entry.subjectKind(),
                    entry.subjectId(),
                    entry.subjectName(),
                    entry.before() == null ? null : JSON.readTree(entry.before()),
                    entry.after() == null ? null : JSON.readTree(entry.after()));
        }
    }
}
