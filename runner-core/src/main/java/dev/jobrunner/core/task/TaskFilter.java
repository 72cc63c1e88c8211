package dev.jobrunner.core.task;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which tasks are meant: those that match all of what is given. Nothing given: every task.
 *
 * @param text part of the name or the type, in any case, or an id
 * @param types any of these
 * @param statuses any of these; a word that the old system left behind is possible
 * @param state null for any
 * @param worker what {@code locked_by} says; null for any
 * @param ids any of these
 * @param name exactly; null for any
 * @param dueFrom those whose {@code next_run_at} is then or later; null for any
 * @param dueTo those whose {@code next_run_at} is before; null for any
 */
public record TaskFilter(
        @Nullable String text,
        List<String> types,
        List<String> statuses,
        @Nullable TaskState state,
        @Nullable String worker,
        List<Long> ids,
        @Nullable String name,
        @Nullable Instant dueFrom,
        @Nullable Instant dueTo) {

    /** Every task. */
    public static final TaskFilter ALL =
            new TaskFilter(null, List.of(), List.of(), null, null, List.of(), null, null, null);

    public TaskFilter {
        types = List.copyOf(types);
        statuses = List.copyOf(statuses);
        ids = List.copyOf(ids);
    }

    public static TaskFilter byId(long id) {
        return byIds(List.of(id));
    }

    /** @param ids not empty: that would be every task */
    public static TaskFilter byIds(List<Long> ids) {
        if (ids.isEmpty()) {
            throw new IllegalArgumentException("A selection needs at least one id");
        }
        return new TaskFilter(null, List.of(), List.of(), null, null, ids, null, null, null);
    }

    public static TaskFilter byType(String type) {
        return new TaskFilter(null, List.of(type), List.of(), null, null, List.of(), null, null, null);
    }

    public static TaskFilter byName(String name) {
        return new TaskFilter(null, List.of(), List.of(), null, null, List.of(), name, null, null);
    }
}
