package dev.jobrunner.scheduler.cli;

import dev.jobrunner.core.schedule.SlotRules;
import dev.jobrunner.core.task.Edit;
import dev.jobrunner.core.task.RulesEdit;
import dev.jobrunner.scheduler.input.PointInTime;
import java.time.Instant;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options for what a schedule says beyond pattern and zone. */
final class RulesOptions {

    @Option(names = "--starts-at", paramLabel = "TIME", description = "No slot of the pattern before this time.")
    private @Nullable String startsAt;

    @Option(
            names = "--ends-at",
            paramLabel = "TIME",
            description = "No slot of the pattern after this time; then the task is completed.")
    private @Nullable String endsAt;

    boolean given() {
        return Stream.of(startsAt, endsAt).anyMatch(each -> each != null);
    }

    SlotRules creation() {
        return new SlotRules(time("--starts-at", startsAt), time("--ends-at", endsAt));
    }

    RulesEdit edit() {
        return new RulesEdit(
                startsAt == null ? null : new Edit<>(time("--starts-at", startsAt)),
                endsAt == null ? null : new Edit<>(time("--ends-at", endsAt)));
    }

    private static @Nullable Instant time(String option, @Nullable String text) {
        return text == null || text.isBlank() ? null : PointInTime.parse(option, text);
    }
}
