package dev.jobrunner.scheduler.cli;

import dev.jobrunner.core.schedule.CatchUp;
import dev.jobrunner.core.schedule.SlotRules;
import dev.jobrunner.core.task.Edit;
import dev.jobrunner.core.task.RulesEdit;
import dev.jobrunner.scheduler.input.BlackoutText;
import dev.jobrunner.scheduler.input.CatchUpText;
import dev.jobrunner.scheduler.input.PointInTime;
import dev.jobrunner.scheduler.input.WholeNumber;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options for what a schedule says beyond pattern and zone. */
final class RulesOptions {

    /** Of a pattern that fires once a year. */
    private static final int MOST_JITTER_SECONDS = 366 * 86_400;

    @Option(names = "--starts-at", paramLabel = "TIME", description = "No slot of the pattern before this time.")
    private @Nullable String startsAt;

    @Option(
            names = "--ends-at",
            paramLabel = "TIME",
            description = "No slot of the pattern after this time; then the task is completed.")
    private @Nullable String endsAt;

    @Option(
            names = "--jitter-seconds",
            paramLabel = "N",
            description = "Runs start up to so much after their slot, each task at an offset of its own.")
    private @Nullable String jitterSeconds;

    @Option(
            names = "--catch-up",
            paramLabel = "MODE",
            description = "What runs of slots that were missed: skip (none), one (one run for all), all (each).")
    private @Nullable String mode;

    @Option(names = "--catch-up-limit", paramLabel = "N", description = "For all: the newest N at the most; 100.")
    private @Nullable String limit;

    @Option(
            names = "--catch-up-window-seconds",
            paramLabel = "N",
            description = "How late a slot may still start; without bound, or 60 for skip.")
    private @Nullable String window;

    @Option(names = "--calendar", paramLabel = "NAME", description = "The calendar that says when it has no slots.")
    private @Nullable String calendar;

    @Option(
            names = "--in-blackout",
            paramLabel = "MODE",
            description = "Of slots in a blackout of the calendar: skip (no run), after (one run at its end).")
    private @Nullable String inBlackout;

    boolean given() {
        return Stream.of(startsAt, endsAt, jitterSeconds, mode, limit, window, calendar, inBlackout)
                .anyMatch(each -> each != null);
    }

    SlotRules creation() {
        return new SlotRules(
                time("--starts-at", startsAt),
                time("--ends-at", endsAt),
                jitter(),
                catchUp(),
                BlackoutText.parse("--in-blackout", calendar, inBlackout));
    }

    RulesEdit edit() {
        return new RulesEdit(
                startsAt == null ? null : new Edit<>(time("--starts-at", startsAt)),
                endsAt == null ? null : new Edit<>(time("--ends-at", endsAt)),
                jitterSeconds == null ? null : new Edit<>(jitter()),
                mode == null ? null : new Edit<>(catchUp().mode()),
                limit == null ? null : new Edit<>(catchUp().limit()),
                window == null ? null : new Edit<>(catchUp().window()),
                calendar == null ? null : new Edit<>(BlackoutText.calendar(calendar)),
                inBlackout == null ? null : new Edit<>(BlackoutText.mode("--in-blackout", inBlackout)));
    }

    private Duration jitter() {
        return jitterSeconds == null || jitterSeconds.isBlank()
                ? Duration.ZERO
                : Duration.ofSeconds(WholeNumber.parse("--jitter-seconds", jitterSeconds, 0, MOST_JITTER_SECONDS));
    }

    private CatchUp catchUp() {
        return CatchUpText.parse("--", "-", mode, limit, window);
    }

    private static @Nullable Instant time(String option, @Nullable String text) {
        return text == null || text.isBlank() ? null : PointInTime.parse(option, text);
    }
}
