package dev.jobrunner.scheduler.api;

import dev.jobrunner.core.schedule.SchedulePreview;
import dev.jobrunner.scheduler.input.InvalidInputException;
import dev.jobrunner.scheduler.input.PointInTime;
import dev.jobrunner.scheduler.input.WholeNumber;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Clock;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** {@code GET /api/v1/schedule/preview}: what a pattern means, before it is used. Needs no database. */
@RestController
@Tag(name = "Schedule", description = "What a cron pattern means.")
final class SchedulePreviewController {

    private final Clock clock;

    SchedulePreviewController(Clock clock) {
        this.clock = clock;
    }

    @GetMapping("/api/v1/schedule/preview")
    @Operation(summary = "Explain a cron pattern and give its next times", operationId = "previewSchedule")
    SchedulePreview preview(
            @Parameter(description = "Cron pattern or macro; needed.", required = true, example = "0 9 * * 1-5")
                    @RequestParam(required = false)
                    @Nullable
                    String pattern,
            @Parameter(description = "IANA name; UTC if there is none.", example = "Europe/Berlin")
                    @RequestParam(name = "time_zone", required = false)
                    @Nullable
                    String timeZone,
            @Parameter(
                            description = "The times after this one; now if there is none.",
                            example = "2026-11-24T10:00:00Z")
                    @RequestParam(required = false)
                    @Nullable
                    String from,
            @Parameter(description = "How many times: 1 to 100.") @RequestParam(defaultValue = "5") String count) {
        if (pattern == null) {
            throw new InvalidInputException("pattern", "", "a cron pattern such as */15 * * * * or @daily");
        }
        Instant start = from == null || from.isBlank() ? clock.instant() : PointInTime.parse("from", from);
        return SchedulePreview.of(
                pattern, timeZone, start, WholeNumber.parse("count", count, 1, SchedulePreview.MAX_COUNT));
    }
}
