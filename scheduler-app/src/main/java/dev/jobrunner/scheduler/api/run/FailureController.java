package dev.jobrunner.scheduler.api.run;

import dev.jobrunner.core.insight.FailureGroup;
import dev.jobrunner.core.insight.FailureGroups;
import dev.jobrunner.core.insight.FailureGroups.Found;
import dev.jobrunner.core.insight.RunFilter;
import dev.jobrunner.scheduler.api.ApiPage;
import dev.jobrunner.scheduler.api.Cursor;
import dev.jobrunner.scheduler.api.PageQuery;
import dev.jobrunner.scheduler.input.InvalidInputException;
import dev.jobrunner.scheduler.input.RunFilterText;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** {@code /api/v1/failures}: what fails, each fault once. */
@RestController
@Tag(name = "Failures", description = "What fails, each fault once.")
final class FailureController {

    private final FailureGroups failures;

    FailureController(FailureGroups failures) {
        this.failures = failures;
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
                            "Failures before this time were not looked at, since there are more than 20,000; null: all were.",
                    nullable = true)
            @Nullable
            Instant countedFrom) {}
}
