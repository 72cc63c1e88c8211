package dev.jobrunner.core.task;

import dev.jobrunner.core.schedule.SlotRules;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What shall be different about the slots of a task, as in {@link TaskEdit}.
 *
 * @param startsAt cleared: since ever
 * @param endsAt cleared: for ever
 */
public record RulesEdit(
        @Nullable Edit<Instant> startsAt, @Nullable Edit<Instant> endsAt) {

    /** Nothing. */
    public static final RulesEdit NONE = new RulesEdit(null, null);

    /** @throws dev.jobrunner.core.schedule.InvalidScheduleException if the result contradicts itself */
    SlotRules appliedTo(SlotRules rules) {
        return new SlotRules(
                startsAt == null ? rules.startsAt() : startsAt.value(),
                endsAt == null ? rules.endsAt() : endsAt.value());
    }
}
