package dev.jobrunner.scheduler.dashboard.schedule;

import dev.jobrunner.core.forecast.Forecast;
import dev.jobrunner.core.forecast.Forecaster;
import dev.jobrunner.core.forecast.Forecaster.Span;
import dev.jobrunner.core.insight.UpcomingRuns;
import dev.jobrunner.scheduler.input.InvalidInputException;
import java.time.Clock;
import java.time.Duration;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** {@code /schedule}: the next day or week against the slots of the fleet, and what comes next. */
@Controller
final class SchedulePage {

    private static final int NEXT = 25;

    private final Forecaster forecaster;
    private final UpcomingRuns upcoming;
    private final Clock clock;

    SchedulePage(Forecaster forecaster, UpcomingRuns upcoming, Clock clock) {
        this.forecaster = forecaster;
        this.upcoming = upcoming;
        this.clock = clock;
    }

    @GetMapping("/schedule")
    String show(@RequestParam(defaultValue = "24") String hours, Model model) {
        Span span = span(hours);
        Forecast forecast = forecaster.forecast(span);
        model.addAttribute("week", span == Span.WEEK)
                .addAttribute("forecast", new ForecastView(forecast))
                .addAttribute("chart", ForecastChart.of(forecast, clock.instant()))
                .addAttribute("upcoming", upcoming.within(Duration.ofDays(span == Span.WEEK ? 7 : 1), NEXT));
        return "schedule";
    }

    private static Span span(String hours) {
        return switch (hours.strip()) {
            case "24", "" -> Span.DAY;
            case "168" -> Span.WEEK;
            default -> throw new InvalidInputException("hours", hours, "24 or 168");
        };
    }
}
