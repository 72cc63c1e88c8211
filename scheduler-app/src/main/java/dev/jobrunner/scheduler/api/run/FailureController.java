package dev.jobrunner.scheduler.api.run;

import dev.jobrunner.core.audit.Actor;
import dev.jobrunner.core.insight.FailureGroup;
import dev.jobrunner.core.insight.FailureGroups;
import dev.jobrunner.core.insight.FailureGroups.Found;
import dev.jobrunner.core.insight.FailureRetry;
import dev.jobrunner.core.insight.RunFilter;
import dev.jobrunner.scheduler.api.ApiPage;
import dev.jobrunner.scheduler.api.Cursor;
import dev.jobrunner.scheduler.api.JsonBody;
import dev.jobrunner.scheduler.api.PageQuery;
import dev.jobrunner.scheduler.input.InvalidInputException;
import dev.jobrunner.scheduler.input.NotFoundException;
import dev.jobrunner.scheduler.input.RunFilterText;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** {@code /api/v1/failures}: what fails, each fault once. */
@RestController
@Tag(name = "Failures", description = "What fails, each fault once.")
final class FailureController {

    private final FailureGroups failures;
    private final FailureRetry retry;

    FailureController(FailureGroups failures, FailureRetry retry) {
        this.failures = failures;
        this.retry = retry;
    }

    @GetMapping("/api/v1/failures")
    @Operation(
            summary = "Group failures by type and error",
            description =
                    "Messages that differ only in numbers, ids and quoted words fall together. Groups with tasks that"
                            + " still fail come first, then those seen last.",
            operationId = "listFailures")
    ResponseEntity<FailurePage> list(
            @Parameter(description = "Failures at this time or later.", example = "2026-11-24T00:00:00Z")
                    @RequestParam(required = false)
                    @Nullable
                    String from,
            @Parameter(description = "Failures before this time.", example = "2026-11-25T00:00:00Z")
                    @RequestParam(required = false)
                    @Nullable
                    String to,
            PageQuery page) {
        RunFilter range = new RunFilterText(null, null, null, null, null, from, to).parse();
        Found found = failures.find(range.from(), range.to());
        List<FailureGroup> rest = behind(found.groups(), page.after());
        ResponseEntity<ApiPage<FailureGroup>> answer =
                page.answer(rest.subList(0, Math.min(page.rows(), rest.size())), group -> Cursor.of(group.group()));
        ApiPage<FailureGroup> body = Objects.requireNonNull(answer.getBody());
        return ResponseEntity.ok()
                .headers(answer.getHeaders())
                .body(new FailurePage(body.items(), body.next(), found.countedFrom()));
    }

    @PostMapping("/api/v1/failures/retry")
    @Operation(
            summary = "Retry a group of failures",
            description =
                    "Forgets the failures of the tasks that still fail, makes those active that were disabled, and all"
                            + " of them due. Tasks that have recovered, are paused or are running are not touched.",
            operationId = "retryFailures")
    RetryAnswer retry(
            @io.swagger.v3.oas.annotations.parameters.RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            mediaType = "application/json",
                                            schema = @Schema(implementation = RetryRequest.class),
                                            examples =
                                                    @ExampleObject(
                                                            "{\"group\": \"3f2a9c1d4b5e6f70\", \"dry_run\": true}")))
                    @RequestBody(required = false)
                    @Nullable
                    JsonNode body,
            Actor actor) {
        JsonBody fields = JsonBody.of(body, "group", "from", "to", "dry_run");
        String id = fields.text("group");
        if (id == null) {
            throw new InvalidInputException("group", "", "the group of an item of GET /api/v1/failures");
        }
        FailureGroup group = failures.find(id, fields.time("from"), fields.time("to"))
                .orElseThrow(() -> new NotFoundException("failure in the group that was named"));
        boolean dryRun = fields.flag("dry_run");
        long retried = dryRun ? group.retryTaskIds().size() : retry.retry(group, actor);
        return new RetryAnswer(group.group(), group.retryTaskIds(), retried, dryRun);
    }

    private static List<FailureGroup> behind(List<FailureGroup> groups, @Nullable String cursor) {
        if (cursor == null) {
            return groups;
        }
        String last = Cursor.position(cursor);
        for (int i = 0; i < groups.size(); i++) {
            if (groups.get(i).group().equals(last)) {
                return groups.subList(i + 1, groups.size());
            }
        }
        throw new InvalidInputException(
                "after", cursor, "the value of next in a former answer of this list, while its group is there");
    }

    /** Only describes the body; {@link JsonBody} reads it. */
    record RetryRequest(
            @Schema(description = "From an item of the list.", example = "3f2a9c1d4b5e6f70")
            String group,

            @Schema(description = "Failures at this time or later make the group.", nullable = true) @Nullable
            Instant from,

            @Schema(description = "Failures before this time make the group.", nullable = true) @Nullable
            Instant to,

            @Schema(description = "Only say what would be done.", defaultValue = "false")
            boolean dryRun) {}

    /** What was done. */
    record RetryAnswer(
            String group,

            @Schema(description = "The tasks that were meant.")
            List<Long> taskIds,

            @Schema(description = "How many of them are due now, or would be.", example = "3")
            long retried,

            boolean dryRun) {}

    /** A part of the groups. */
    record FailurePage(
            List<FailureGroup> items,

            @Schema(
                    description = "Value of 'after' for the request that goes on from here; null at the end.",
                    nullable = true)
            @Nullable
            String next,

            @Schema(
                    description =
                            "Failures before this time were not looked at, since there are more than 10,000; null: all were.",
                    nullable = true)
            @Nullable
            Instant countedFrom) {}
}
