package dev.jobrunner.core.task;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The kind of work that a task stands for; it decides which handler runs. Several tasks may share one type.
 *
 * @param name as stored in {@code scheduled_tasks.task_type}: not blank, at most 100 characters, no control characters
 */
public record TaskType(String name) {

    /** The longest name, in characters. */
    public static final int MAX_LENGTH = 100;

    private static final Pattern NEITHER_LETTER_NOR_DIGIT = Pattern.compile("[^A-Za-z0-9]");

    public TaskType {
        if (name.isBlank()) {
            throw new IllegalArgumentException("A task type needs a name, but it is blank");
        }
        if (name.length() > MAX_LENGTH) {
            throw new IllegalArgumentException("The task type '" + name.substring(0, 40) + "…' has " + name.length()
                    + " characters; at most " + MAX_LENGTH + " are allowed");
        }
        if (name.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("The task type '" + name.replaceAll("\\p{Cc}", "?")
                    + "' contains a control character, which is not allowed");
        }
    }

    /**
     * How environment variables spell this type: capitals, and {@code _} for whatever is not an ASCII letter or digit.
     * Two types can share one spelling ({@code a-b} and {@code a.b}); whoever maps by it refuses that.
     */
    public String environmentName() {
        return NEITHER_LETTER_NOR_DIGIT.matcher(name).replaceAll("_").toUpperCase(Locale.ROOT);
    }

    @Override
    public String toString() {
        return name;
    }
}
