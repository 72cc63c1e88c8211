package dev.jobrunner.scheduler.api.calendar;

import dev.jobrunner.core.calendar.Calendar;
import dev.jobrunner.core.schedule.Span;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A calendar as the API shows it. */
@Schema(name = "Calendar")
record CalendarView(
        @Schema(example = "holidays") String name,

        @Schema(description = "IANA name; its periods are by the clock there.", example = "Europe/Berlin")
        String timeZone,

        @Schema(example = "[\"2026-12-25 Christmas\",\"Sat 00:00..Mon 06:00\"]")
        List<String> periods,

        @Schema(description = "How many tasks go by it.") long tasks,

        @Schema(
                description = "When the blackout that goes on, or else the next one within a year, begins.",
                nullable = true)
        @Nullable
        Instant blackoutFrom,

        @Schema(description = "When that blackout ends.", nullable = true) @Nullable
        Instant blackoutUntil,

        @Schema(description = "Why it cannot be used: SQL by hand may have stored anything.", nullable = true) @Nullable
        String error,

        Instant updatedAt,

        @Schema(description = "For If-Match; also the ETag.", example = "9f86d081884c7d65")
        String version) {

    static CalendarView of(Calendar calendar, Instant now) {
        Span next = calendar.blackoutFrom(now).orElse(null);
        return new CalendarView(
                calendar.name(),
                calendar.timeZone(),
                calendar.periods(),
                calendar.tasks(),
                next == null ? null : next.from(),
                next == null ? null : next.until(),
                calendar.wrong().orElse(null),
                calendar.updatedAt(),
                calendar.version());
    }
}
