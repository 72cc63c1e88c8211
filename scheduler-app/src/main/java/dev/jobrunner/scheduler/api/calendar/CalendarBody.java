package dev.jobrunner.scheduler.api.calendar;

import dev.jobrunner.core.schedule.CalendarDefinition;
import dev.jobrunner.scheduler.api.JsonBody;
import dev.jobrunner.scheduler.input.InvalidInputException;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The fields of a calendar that callers set; here for the description only. */
@Schema(name = "CalendarFields", requiredProperties = "periods")
record CalendarBody(
        @Schema(description = "IANA name; UTC without it.", nullable = true, example = "Europe/Berlin") @Nullable
        String timeZone,

        @Schema(
                description =
                        "When nothing runs, by the clock in that zone: a date, dates (both included), times, or a weekly"
                                + " time; words may follow. At most 500.",
                example =
                        "[\"2026-12-25 Christmas\",\"2026-12-28..2026-12-30\",\"2026-12-31 14:00..2027-01-04 06:00\",\"Sat 00:00..Mon 06:00\"]")
        List<String> periods) {

    /** Reads the body of a request. */
    static CalendarDefinition read(String name, JsonNode json) {
        JsonBody body = JsonBody.of(json, "time_zone", "periods");
        if (body.any("periods") == null) {
            throw new InvalidInputException("periods", "null", "a list of periods, which may be empty");
        }
        return new CalendarDefinition(
                name, Objects.requireNonNullElse(body.text("time_zone"), "UTC"), body.texts("periods"));
    }
}
