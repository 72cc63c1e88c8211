package dev.jobrunner.scheduler.input;

import dev.jobrunner.core.task.AfterFailed;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads what a task runs after as people write it. Blank is the same as not given. */
public final class AfterText {

    private AfterText() {}

    /** Names and ids with commas between; a name that has one itself can be given by its id only. */
    public static List<String> tasks(@Nullable String text) {
        return text == null
                ? List.of()
                : Stream.of(text.split(",", -1))
                        .map(String::strip)
                        .filter(each -> !each.isEmpty())
                        .toList();
    }

    /**
     * Null when nothing is said.
     *
     * @param name of the field, for messages
     * @throws InvalidInputException if it is another word
     */
    public static @Nullable AfterFailed failed(String name, @Nullable String word) {
        return word == null || word.isBlank()
                ? null
                : AfterFailed.of(word.strip())
                        .orElseThrow(() -> new InvalidInputException(name, word, "wait, skip or run"));
    }
}
