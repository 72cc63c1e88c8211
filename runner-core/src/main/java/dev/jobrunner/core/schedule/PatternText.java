package dev.jobrunner.core.schedule;

import dev.jobrunner.core.schedule.InvalidScheduleException.Field;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Splits the text of a pattern into its fields and keeps everything away that is no pattern. */
final class PatternText {

    private static final int LONGEST_PATTERN = 128;
    private static final Map<String, String> MACROS = Map.of(
            "@hourly", "0 * * * *",
            "@daily", "0 0 * * *",
            "@midnight", "0 0 * * *",
            "@weekly", "0 0 * * 0",
            "@monthly", "0 0 1 * *",
            "@yearly", "0 0 1 1 *",
            "@annually", "0 0 1 1 *");
    private static final Pattern FORBIDDEN = Pattern.compile("[^A-Za-z0-9*/, \\t-]");

    private PatternText() {}

    /** The six fields in capitals and in their order; throws {@link InvalidScheduleException} for other texts. */
    static Map<PatternField, String> fields(String text) {
        if (text.isEmpty()) {
            throw invalid(
                    text,
                    "is empty; allowed are five fields (minute hour day month weekday), six (seconds first), or"
                            + " @hourly, @daily, @weekly, @monthly, @yearly");
        }
        if (text.length() > LONGEST_PATTERN) {
            throw invalid(text, "has " + text.length() + " characters; at most " + LONGEST_PATTERN + " are allowed");
        }
        String expanded = expanded(text);
        Matcher forbidden = FORBIDDEN.matcher(expanded);
        if (forbidden.find()) {
            throw invalid(
                    text,
                    "has the character " + shown(expanded.codePointAt(forbidden.start()))
                            + ", which is not allowed; use digits, names, * , - and / (not the ? L W # of Quartz)");
        }
        List<String> fields = List.of(expanded.toUpperCase(Locale.ROOT).split("[ \\t]+"));
        return switch (fields.size()) {
            case 5 -> byField(Stream.concat(Stream.of("0"), fields.stream()));
            case 6 -> byField(fields.stream());
            default ->
                throw invalid(
                        text,
                        "has " + fields.size() + (fields.size() == 1 ? " field" : " fields")
                                + "; allowed are five (minute hour day month weekday) or six (seconds first)");
        };
    }

    static InvalidScheduleException invalid(String pattern, String reason) {
        return new InvalidScheduleException(Field.PATTERN, pattern, reason);
    }

    private static Map<PatternField, String> byField(Stream<String> texts) {
        Map<PatternField, String> fields = new EnumMap<>(PatternField.class);
        Iterator<String> next = texts.iterator();
        for (PatternField field : PatternField.values()) {
            fields.put(field, next.next());
        }
        return fields;
    }

    private static String expanded(String text) {
        if (!text.startsWith("@")) {
            return text;
        }
        String macro = MACROS.get(text.toLowerCase(Locale.ROOT));
        if (macro == null) {
            throw invalid(
                    text,
                    "is not a known macro; allowed are @hourly, @daily, @midnight, @weekly, @monthly, @yearly and"
                            + " @annually");
        }
        return macro;
    }

    private static String shown(int character) {
        return character > 0x20 && character < 0x7f
                ? "'" + Character.toString(character) + "'"
                : String.format(Locale.ROOT, "U+%04X", character);
    }
}
