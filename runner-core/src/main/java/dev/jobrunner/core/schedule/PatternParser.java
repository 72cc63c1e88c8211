package dev.jobrunner.core.schedule;

import com.cronutils.model.Cron;
import com.cronutils.model.definition.CronDefinition;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.model.field.CronFieldName;
import com.cronutils.model.field.expression.Always;
import com.cronutils.model.field.expression.FieldExpression;
import com.cronutils.parser.CronParser;
import dev.jobrunner.core.schedule.InvalidScheduleException.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Reads the text of a cron pattern; cron-utils knows the grammar of the fields, the rest is refused before it. */
final class PatternParser {

    static final int LONGEST_PATTERN = 128;

    private static final Map<String, String> MACROS = Map.of(
            "@hourly", "0 * * * *",
            "@daily", "0 0 * * *",
            "@midnight", "0 0 * * *",
            "@weekly", "0 0 * * 0",
            "@monthly", "0 0 1 * *",
            "@yearly", "0 0 1 1 *",
            "@annually", "0 0 1 1 *");
    private static final String MONTHS = "JANFEBMARAPRMAYJUNJULAUGSEPOCTNOVDEC";
    private static final String DAYS = "SUNMONTUEWEDTHUFRISAT";
    private static final Pattern FORBIDDEN = Pattern.compile("[^A-Za-z0-9*/, \\t-]");
    private static final Pattern WORD = Pattern.compile("[A-Z]+");
    private static final List<CronFieldName> ORDER = List.of(
            CronFieldName.SECOND,
            CronFieldName.MINUTE,
            CronFieldName.HOUR,
            CronFieldName.DAY_OF_MONTH,
            CronFieldName.MONTH,
            CronFieldName.DAY_OF_WEEK);
    private static final CronParser PARSER = new CronParser(definition());

    private PatternParser() {}

    /** The fields of a pattern; throws {@link InvalidScheduleException} for any other text. */
    static CronFields parse(String pattern) {
        String text = pattern.strip();
        if (text.isEmpty()) {
            throw invalid(
                    pattern,
                    "is empty; allowed are five fields (minute hour day month weekday), six (seconds"
                            + " first), or @hourly, @daily, @weekly, @monthly, @yearly");
        }
        if (text.length() > LONGEST_PATTERN) {
            throw invalid(text, "has " + text.length() + " characters; at most " + LONGEST_PATTERN + " are allowed");
        }
        CronFields fields = fields(text, split(text));
        if (!fields.everFires()) {
            throw invalid(text, "never fires: no month that it names has such a day");
        }
        return fields;
    }

    private static List<String> split(String text) {
        String expanded = text;
        if (text.startsWith("@")) {
            String macro = MACROS.get(text.toLowerCase(Locale.ROOT));
            if (macro == null) {
                throw invalid(
                        text,
                        "is not a known macro; allowed are @hourly, @daily, @midnight, @weekly, @monthly,"
                                + " @yearly and @annually");
            }
            expanded = macro;
        }
        Matcher forbidden = FORBIDDEN.matcher(expanded);
        if (forbidden.find()) {
            throw invalid(
                    text,
                    String.format(
                            Locale.ROOT,
                            "has the character %s, which is not allowed; use digits, names, * , - and / (not the ? L W # of"
                                    + " Quartz)",
                            shown(expanded.codePointAt(forbidden.start()))));
        }
        List<String> fields = List.of(expanded.toUpperCase(Locale.ROOT).split("[ \\t]+"));
        return switch (fields.size()) {
            case 5 -> prepend("0", fields);
            case 6 -> fields;
            default ->
                throw invalid(
                        text,
                        "has " + fields.size() + (fields.size() == 1 ? " field" : " fields")
                                + "; allowed are five (minute hour day month weekday) or six (seconds first)");
        };
    }

    private static CronFields fields(String text, List<String> fields) {
        Cron cron = parsed(text, fields);
        FieldExpression hours = cron.retrieve(CronFieldName.HOUR).getExpression();
        FieldExpression daysOfMonth = cron.retrieve(CronFieldName.DAY_OF_MONTH).getExpression();
        FieldExpression daysOfWeek = cron.retrieve(CronFieldName.DAY_OF_WEEK).getExpression();
        long weekdays = Bits.of(daysOfWeek, 0, 6);
        return new CronFields(
                Bits.of(cron.retrieve(CronFieldName.SECOND).getExpression(), 0, 59),
                Bits.of(cron.retrieve(CronFieldName.MINUTE).getExpression(), 0, 59),
                Bits.of(hours, 0, 23),
                Bits.of(daysOfMonth, 1, 31),
                Bits.of(cron.retrieve(CronFieldName.MONTH).getExpression(), 1, 12),
                Bits.contains(weekdays, 7) ? (weekdays & 0x7f) | 1 : weekdays,
                daysOfMonth instanceof Always,
                daysOfWeek instanceof Always,
                Bits.isWildcard(hours, 0, 23));
    }

    private static Cron parsed(String text, List<String> fields) {
        List<String> numbered = new ArrayList<>();
        for (int position = 0; position < ORDER.size(); position++) {
            numbered.add(numbered(text, fields.get(position), ORDER.get(position)));
        }
        try {
            return PARSER.parse(String.join(" ", numbered));
        } catch (IllegalArgumentException unreadable) {
            for (int position = 0; position < ORDER.size(); position++) {
                if (!isReadable(numbered.get(position), position)) {
                    throw invalid(text, wrongField(fields.get(position), ORDER.get(position)));
                }
            }
            throw invalid(
                    text,
                    "cannot be read: " + InvalidScheduleException.shortened(String.valueOf(unreadable.getMessage())));
        }
    }

    private static boolean isReadable(String field, int position) {
        String[] alone = {"*", "*", "*", "*", "*", "*"};
        alone[position] = field;
        try {
            PARSER.parse(String.join(" ", alone));
            return true;
        } catch (IllegalArgumentException unreadable) {
            return false;
        }
    }

    /** Replaces the names of months and days, which cron-utils takes in single values but not in every range. */
    private static String numbered(String text, String field, CronFieldName name) {
        return WORD.matcher(field).replaceAll(word -> {
            String names = name == CronFieldName.MONTH ? MONTHS : name == CronFieldName.DAY_OF_WEEK ? DAYS : "";
            int at = word.group().length() == 3 ? names.indexOf(word.group()) : -1;
            if (at < 0 || at % 3 != 0) {
                throw invalid(text, wrongField(field, name));
            }
            boolean endsRange = word.start() > 0 && field.charAt(word.start() - 1) == '-';
            boolean lastSunday = name == CronFieldName.DAY_OF_WEEK && at == 0 && endsRange;
            return Integer.toString(lastSunday ? 7 : at / 3 + (name == CronFieldName.MONTH ? 1 : 0));
        });
    }

    private static String wrongField(String field, CronFieldName name) {
        String allowed = switch (name) {
            case SECOND -> "second; allowed are 0 to 59";
            case MINUTE -> "minute; allowed are 0 to 59";
            case HOUR -> "hour; allowed are 0 to 23";
            case DAY_OF_MONTH -> "day of month; allowed are 1 to 31";
            case MONTH -> "month; allowed are 1 to 12 or JAN to DEC";
            default -> "day of week; allowed are 0 to 7 (0 and 7 are Sunday) or SUN to SAT";
        };
        return "has '" + InvalidScheduleException.shortened(field) + "' as its " + allowed
                + ", as *, a value, a list a,b, a range a-b upwards, or a step of at least 1 as in */n or a-b/n";
    }

    private static List<String> prepend(String first, List<String> rest) {
        return Stream.concat(Stream.of(first), rest.stream()).toList();
    }

    private static String shown(int character) {
        return character > 0x20 && character < 0x7f
                ? "'" + Character.toString(character) + "'"
                : String.format(Locale.ROOT, "U+%04X", character);
    }

    private static InvalidScheduleException invalid(String pattern, String reason) {
        return new InvalidScheduleException(Field.PATTERN, pattern, reason);
    }

    private static CronDefinition definition() {
        return CronDefinitionBuilder.defineCron()
                .withSeconds()
                .withStrictRange()
                .and()
                .withMinutes()
                .withStrictRange()
                .and()
                .withHours()
                .withStrictRange()
                .and()
                .withDayOfMonth()
                .withStrictRange()
                .and()
                .withMonth()
                .withStrictRange()
                .and()
                .withDayOfWeek()
                .withValidRange(0, 7)
                .withMondayDoWValue(1)
                .withStrictRange()
                .and()
                .instance();
    }
}
