package dev.jobrunner.core.forecast;

import dev.jobrunner.core.schedule.SlotRules;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the forecast needs to know of a task.
 *
 * @param limit its {@code max_concurrent_runs}
 * @param typical how long its runs usually take
 */
record RecurringTask(
        long id,
        @Nullable String name,
        String type,
        String pattern,
        String zone,
        SlotRules rules,
        int limit,
        Duration typical) {

    /** Steps of a quarter: runs of nearly the same length are counted together. */
    private static final double STEP = Math.log(1.25);

    /** Its length in seconds, rounded so that many tasks share one; at least 1. */
    int seconds() {
        double exact = Math.max(1, typical.toMillis() / 1000.0);
        return (int) Math.round(Math.exp(Math.round(Math.log(exact) / STEP) * STEP));
    }

    /** The same for tasks that have the same slots. */
    List<Object> slotsKey() {
        return rules.jitter().isZero() ? List.of(pattern, zone, rules) : List.of(pattern, zone, rules, id);
    }

    RecurringTask lasting(Duration other) {
        return new RecurringTask(id, name, type, pattern, zone, rules, limit, other);
    }
}
