package dev.jobrunner.scheduler.api.fleet;

import dev.jobrunner.core.forecast.Forecast;
import dev.jobrunner.core.forecast.Forecaster;
import dev.jobrunner.core.forecast.HotSpot;
import dev.jobrunner.scheduler.input.InvalidInputException;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** {@code GET /api/v1/schedule/forecast}: how busy the schedules will keep the fleet. */
@RestController
@Tag(name = "Schedule")
final class ForecastController {

    private final Forecaster forecaster;

    ForecastController(Forecaster forecaster) {
        this.forecaster = forecaster;
    }

    @GetMapping("/api/v1/schedule/forecast")
    @Operation(
            summary = "Forecast how busy the schedules will keep the workers",
            description =
                    "The coming slots of all active recurring tasks, each as long as the task's runs usually take (the"
                            + " median of what completed among its last five; 30 s when nothing is known), against the slots of the"
                            + " live workers that claim. At most half a minute old.",
            operationId = "forecastSchedule")
    ForecastAnswer forecast(
            @Parameter(description = "How far: 24 in quarters of an hour, 168 (a week) in hours.", example = "24")
                    @RequestParam(defaultValue = "24")
                    String hours) {
        return ForecastAnswer.of(forecaster.forecast(span(hours)));
    }

    private static Forecaster.Span span(String hours) {
        return switch (hours.strip()) {
            case "24" -> Forecaster.Span.DAY;
            case "168" -> Forecaster.Span.WEEK;
            default -> throw new InvalidInputException("hours", hours, "24 or 168");
        };
    }

    /** A forecast as JSON. */
    record ForecastAnswer(
            Instant from,
            Instant until,

            @Schema(description = "Length of a bucket.", example = "900")
            long bucketSeconds,

            @Schema(description = "Of the live workers that claim.", example = "20")
            int slots,

            @Schema(description = "Recurring tasks that were counted.")
            int tasks,

            @Schema(description = "Recurring tasks that were not, since there are too many different patterns.")
            int leftOut,

            List<Forecast.Bucket> buckets,

            @Schema(description = "When more runs want to run than there are slots.")
            List<HotSpot> hotSpots) {

        static ForecastAnswer of(Forecast forecast) {
            return new ForecastAnswer(
                    forecast.from(),
                    forecast.until(),
                    forecast.bucket().toSeconds(),
                    forecast.slots(),
                    forecast.tasks(),
                    forecast.leftOut(),
                    forecast.buckets(),
                    forecast.hotSpots());
        }
    }
}
