package dev.jobrunner.scheduler.input;

import dev.jobrunner.core.task.TaskFilter;
import dev.jobrunner.core.task.TaskState;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads a {@link TaskFilter} as people and programs write it. Blank is the same as not given. */
public final class TaskQuery {

    private TaskQuery() {}

    /**
     * @param state word of a {@link TaskState}
     * @throws InvalidInputException if there is no such state
     */
    public static TaskFilter of(
            @Nullable String text,
            List<String> types,
            List<String> statuses,
            @Nullable String state,
            @Nullable String worker) {
        return new TaskFilter(
                given(text), given(types), given(statuses), state(given(state)), given(worker), List.of(), null);
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
