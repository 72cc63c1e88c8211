package dev.jobrunner.scheduler.taskset;

import dev.jobrunner.core.text.Slips;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Finds the word that somebody probably meant. */
final class Meant {

    private static final int LONG_WORD = 7;

    /** No word that could be meant is near anything longer. */
    private static final int LONGEST = 40;

    private Meant() {}

    /** As in {@code "; did you mean time_zone?"}, or all that is allowed where no word is near. */
    static String by(String typed, Collection<String> known) {
        return nearest(typed, known)
                .map(word -> "; did you mean " + word + "?")
                .orElse("; allowed are " + String.join(", ", known));
    }

    private static Optional<String> nearest(String typed, Collection<String> known) {
        if (typed.length() > LONGEST) {
            return Optional.empty();
        }
        String plain = typed.replaceAll("([a-z])([A-Z])", "$1_$2")
                .replaceAll("[- ]", "_")
                .toLowerCase(Locale.ROOT);
        Optional<String> slip = known.stream()
                .filter(word -> Slips.between(plain, word) <= (word.length() >= LONG_WORD ? 2 : 1))
                .min(Comparator.comparing(word -> Slips.between(plain, word)));
        // as in pattern for schedule_pattern
        return slip.isPresent()
                ? slip
                : known.stream()
                        .filter(word -> List.of(word.split("_")).contains(plain)
                                || (plain.length() >= LONG_WORD && word.startsWith(plain)))
                        .findFirst();
    }
}
