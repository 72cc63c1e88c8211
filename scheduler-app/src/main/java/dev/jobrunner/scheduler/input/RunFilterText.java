package dev.jobrunner.scheduler.input;

import dev.jobrunner.core.insight.RunFilter;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A {@link RunFilter} as people type it, the same in the address of a page, in a request and on the command line. Each field
 * is null where nothing was typed.
 *
 * @param taskId a whole number
 * @param status words of {@link RunFilter#STATUSES}, also several in one, with commas between
 */
public record RunFilterText(
        @Nullable String text,
        @Nullable String taskId,
        @Nullable String taskType,
        @Nullable List<String> status,
        @Nullable String worker,
        @Nullable String from,
        @Nullable String to) {

    private static final int LONGEST = 200;

    /** @throws InvalidInputException naming the first field that cannot be read */
    public RunFilter parse() {
        Instant start = time("from", from);
        Instant end = time("to", to);
        if (start != null && end != null && start.isAfter(end)) {
            throw new InvalidInputException("to", String.valueOf(to), "a time that is not before from");
        }
        return new RunFilter(
                plain("text", text),
                id(),
                plain("task_type", taskType),
                statuses(),
                plain("worker", worker),
                start,
                end);
    }

    private @Nullable Long id() {
        if (taskId == null || taskId.isBlank()) {
            return null;
        }
        if (!taskId.strip().matches("\\d{1,18}")) {
            throw new InvalidInputException("task_id", taskId, "the id of a task, a whole number");
        }
        return Long.valueOf(taskId.strip());
    }

    private Set<String> statuses() {
        Set<String> words = new LinkedHashSet<>();
        for (String each : status == null ? List.<String>of() : status) {
            Arrays.stream(each.split(","))
                    .map(String::strip)
                    .filter(word -> !word.isEmpty())
                    .forEach(words::add);
        }
        for (String word : words) {
            if (!RunFilter.STATUSES.contains(word)) {
                throw new InvalidInputException(
                        "status", word, "one or more of " + String.join(", ", new TreeSet<>(RunFilter.STATUSES)));
            }
        }
        return words;
    }

    private static @Nullable Instant time(String field, @Nullable String text) {
        return text == null || text.isBlank() ? null : PointInTime.parse(field, text);
    }

    private static @Nullable String plain(String field, @Nullable String value) {
        if (value != null
                && (value.length() > LONGEST || value.chars().anyMatch(Character::isISOControl) || broken(value))) {
            throw new InvalidInputException(
                    field, value, "at most " + LONGEST + " characters, none of them a control character");
        }
        return value;
    }

    /** Half a character, which no database takes. */
    private static boolean broken(String value) {
        return value.codePoints().anyMatch(each -> each >= Character.MIN_SURROGATE && each <= Character.MAX_SURROGATE);
    }
}
