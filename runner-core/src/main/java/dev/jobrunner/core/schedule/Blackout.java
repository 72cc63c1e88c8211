package dev.jobrunner.core.schedule;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The calendar that a task goes by.
 *
 * @param calendar its name
 * @param mode what becomes of slots that lie in a blackout
 * @param definition its zone and periods as the column {@code blackouts} has them; null where they have not been looked up, and
 *     then nothing is blacked out
 */
public record Blackout(String calendar, Mode mode, @Nullable String definition) {

    /** Of a row's columns {@code calendar}, {@code in_blackout} and {@code blackouts}; null for a task without a calendar. */
    static @Nullable Blackout of(ResultSet row) throws SQLException {
        String calendar = row.getString("calendar");
        return calendar == null
                ? null
                : new Blackout(
                        calendar, Mode.of(row.getString("in_blackout")).orElse(Mode.SKIP), row.getString("blackouts"));
    }

    /** The periods; they are read here and not with the row, so that a wrong one stops nobody but its tasks. */
    Optional<BlackoutCalendar> parsed() {
        return Optional.ofNullable(definition).map(text -> BlackoutCalendar.parse(calendar, text));
    }

    public Blackout with(String newDefinition) {
        return new Blackout(calendar, mode, newDefinition);
    }

    /** What becomes of slots that lie in a blackout. */
    public enum Mode {
        /** They do not run. */
        SKIP,
        /** One run at the end of the blackout stands for them. */
        AFTER;

        /** As columns and requests spell it. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** Empty for a word that is none. */
        public static Optional<Mode> of(String word) {
            return Arrays.stream(values())
                    .filter(each -> each.word().equals(word))
                    .findFirst();
        }
    }
}
