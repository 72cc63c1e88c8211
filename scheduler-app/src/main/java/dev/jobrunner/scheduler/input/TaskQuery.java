package dev.jobrunner.scheduler.input;

import dev.jobrunner.core.task.TaskFilter;
import dev.jobrunner.core.task.TaskState;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads a {@link TaskFilter} as people and programs write it. Blank is the same as not given. */
public final class TaskQuery {

    private TaskQuery() {}

    /**
     * @param state word of a {@link TaskState}
     * @param from next_run_at is then or later
     * @param to next_run_at is before
     * @throws InvalidInputException if there is no such state, or a time is none
     */
    public static TaskFilter of(
            @Nullable String text,
            List<String> types,
            List<String> statuses,
            @Nullable String state,
            @Nullable String worker,
            @Nullable String from,
            @Nullable String to) {
        Instant start = time("from", from);
        Instant end = time("to", to);
        if (start != null && end != null && end.isBefore(start)) {
            throw new InvalidInputException("to", String.valueOf(to), "a time that is not before from");
        }
        return new TaskFilter(
                given(text),
                given(types),
                given(statuses),
                state(given(state)),
                given(worker),
                List.of(),
                null,
                start,
                end);
    }

    private static @Nullable Instant time(String field, @Nullable String text) {
        String time = given(text);
        return time == null ? null : PointInTime.parse(field, time);
    }

    private static @Nullable TaskState state(@Nullable String word) {
        if (word == null) {
            return null;
        }
        return Arrays.stream(TaskState.values())
                .filter(each -> each.word().equals(word))
                .findFirst()
                .orElseThrow(() -> new InvalidInputException(
                        "state",
                        word,
                        Arrays.stream(TaskState.values()).map(TaskState::word).collect(Collectors.joining(", "))));
    }

    private static @Nullable String given(@Nullable String text) {
        return text == null || text.isBlank() ? null : text.strip();
    }

    private static List<String> given(List<String> texts) {
        return texts.stream().filter(each -> !each.isBlank()).map(String::strip).toList();
    }
}
