package dev.jobrunner.core.task;

import dev.jobrunner.core.schedule.Blackout;
import dev.jobrunner.core.schedule.CatchUp;
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
 * @param mode of the catch-up; cleared: one
 * @param limit of the catch-up
 * @param window of the catch-up
 * @param calendar its name; cleared: none
 * @param inBlackout cleared: skip
 */
public record RulesEdit(
        @Nullable Edit<Instant> startsAt,
        @Nullable Edit<Instant> endsAt,
        @Nullable Edit<Duration> jitter,
        @Nullable Edit<CatchUp.Mode> mode,
        @Nullable Edit<Integer> limit,
        @Nullable Edit<Duration> window,
        @Nullable Edit<String> calendar,
        @Nullable Edit<Blackout.Mode> inBlackout) {

    /** Nothing. */
    public static final RulesEdit NONE = new RulesEdit(null, null, null, null, null, null, null, null);

    /** @throws dev.jobrunner.core.schedule.InvalidScheduleException if the result contradicts itself */
    SlotRules appliedTo(SlotRules rules) {
        return new SlotRules(
                startsAt == null ? rules.startsAt() : startsAt.value(),
                endsAt == null ? rules.endsAt() : endsAt.value(),
                jitter == null ? rules.jitter() : Objects.requireNonNullElse(jitter.value(), Duration.ZERO),
                catchUp(rules.catchUp()),
                blackout(rules.blackout()));
    }

    private @Nullable Blackout blackout(@Nullable Blackout was) {
        Blackout.Mode usual = was == null ? Blackout.Mode.SKIP : was.mode();
        Blackout.Mode mode =
                inBlackout == null ? usual : Objects.requireNonNullElse(inBlackout.value(), Blackout.Mode.SKIP);
        String name = calendar != null ? calendar.value() : was == null ? null : was.calendar();
        if (name == null) {
            if (inBlackout != null && mode != Blackout.Mode.SKIP) {
                throw new InvalidTaskException("in_blackout", mode.word(), "only together with a calendar");
            }
            return null;
        }
        return new Blackout(name, mode, was != null && was.calendar().equals(name) ? was.definition() : null);
    }

    private CatchUp catchUp(CatchUp was) {
        return new CatchUp(
                mode == null ? was.mode() : Objects.requireNonNullElse(mode.value(), CatchUp.Mode.ONE),
                limit == null ? was.limit() : limit.value(),
                window == null ? was.window() : window.value());
    }
}
