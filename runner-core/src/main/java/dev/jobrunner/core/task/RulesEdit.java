package dev.jobrunner.core.task;

import dev.jobrunner.core.schedule.SlotRules;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What shall be different about the slots of a task, as in {@link TaskEdit}.
 *
 * @param startsAt cleared: since ever
 * @param endsAt cleared: for ever
 * @param jitter cleared: none
 */
public record RulesEdit(
        @Nullable Edit<Instant> startsAt,
        @Nullable Edit<Instant> endsAt,
        @Nullable Edit<Duration> jitter) {

    /** Nothing. */
    public static final RulesEdit NONE = new RulesEdit(null, null, null);

    /** @throws dev.jobrunner.core.schedule.InvalidScheduleException if the result contradicts itself */
    SlotRules appliedTo(SlotRules rules) {
        return new SlotRules(
                startsAt == null ? rules.startsAt() : startsAt.value(),
                endsAt == null ? rules.endsAt() : endsAt.value(),
                jitter == null ? rules.jitter() : Objects.requireNonNullElse(jitter.value(), Duration.ZERO));
    }
}
