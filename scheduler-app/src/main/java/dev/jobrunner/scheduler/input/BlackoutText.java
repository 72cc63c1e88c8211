package dev.jobrunner.scheduler.input;

import dev.jobrunner.core.schedule.Blackout;
import org.jspecify.annotations.Nullable;

/** Reads which calendar a task goes by as people and programs write it. Blank is the same as not given. */
public final class BlackoutText {

    private BlackoutText() {}

    /** The calendar's name; null for none. */
    public static @Nullable String calendar(@Nullable String name) {
        return name == null || name.isBlank() ? null : name.strip();
    }

    /**
     * What becomes of slots in a blackout.
     *
     * @param field its name, for messages
     * @throws InvalidInputException for a word that is none
     */
    public static Blackout.Mode mode(String field, @Nullable String word) {
        return word == null || word.isBlank()
                ? Blackout.Mode.SKIP
                : Blackout.Mode.of(word.strip())
                        .orElseThrow(() -> new InvalidInputException(field, word, "skip or after"));
    }

    /**
     * Of a task to be made.
     *
     * @param field of the mode, for messages
     * @return null where there is no calendar
     * @throws InvalidInputException for a word that is none, and for one without a calendar
     */
    public static @Nullable Blackout parse(String field, @Nullable String name, @Nullable String word) {
        String calendar = calendar(name);
        Blackout.Mode mode = mode(field, word);
        if (calendar == null && mode != Blackout.Mode.SKIP) {
            throw new InvalidInputException(field, mode.word(), "only together with a calendar");
        }
        return calendar == null ? null : new Blackout(calendar, mode, null);
    }
}
