package dev.jobrunner.scheduler.api;

import dev.jobrunner.core.schedule.SchedulePreview;
import dev.jobrunner.scheduler.input.InvalidInputException;
import dev.jobrunner.scheduler.input.PointInTime;
import dev.jobrunner.scheduler.input.WholeNumber;
import java.time.Clock;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** {@code GET /api/v1/schedule/preview}: what a pattern means, before it is used. Needs no database. */
@RestController
final class SchedulePreviewController {

    private final Clock clock;

    SchedulePreviewController(Clock clock) {
        this.clock = clock;
    }

    @GetMapping("/api/v1/schedule/preview")
    SchedulePreview preview(
            @RequestParam(required = false) @Nullable String pattern,
            @RequestParam(name = "time_zone", required = false) @Nullable String timeZone,
            @RequestParam(required = false) @Nullable String from,
            @RequestParam(defaultValue = "5") String count) {
        if (pattern == null) {
            throw new InvalidInputException("pattern", "", "a cron pattern such as */15 * * * * or @daily");
        }
        Instant start = from == null || from.isBlank() ? clock.instant() : PointInTime.parse("from", from);
        return SchedulePreview.of(
                pattern, timeZone, start, WholeNumber.parse("count", count, 1, SchedulePreview.MAX_COUNT));
    }
}
