package dev.jobrunner.core.schedule;

import com.cronutils.model.Cron;
import com.cronutils.model.definition.CronDefinition;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.model.field.expression.Always;
import com.cronutils.model.field.expression.FieldExpression;
import com.cronutils.parser.CronParser;
import java.util.EnumMap;
import java.util.Map;

/** Reads a pattern; cron-utils knows the grammar of the fields. */
final class PatternParser {

    private static final CronParser PARSER = new CronParser(definition());

    private PatternParser() {}

    /** The fields of a pattern; throws {@link InvalidScheduleException} for any other text and for one that never fires. */
    static CronFields parse(String pattern) {
        String text = pattern.strip();
        Cron cron = parsed(text, PatternText.fields(text));
        FieldExpression hours = expression(cron, PatternField.HOUR);
        long weekdays = bits(cron, PatternField.DAY_OF_WEEK);
        CronFields fields = new CronFields(
                bits(cron, PatternField.SECOND),
                bits(cron, PatternField.MINUTE),
                bits(cron, PatternField.HOUR),
                bits(cron, PatternField.DAY_OF_MONTH),
                bits(cron, PatternField.MONTH),
                Bits.contains(weekdays, 7) ? (weekdays & 0x7f) | 1 : weekdays,
                expression(cron, PatternField.DAY_OF_MONTH) instanceof Always,
                expression(cron, PatternField.DAY_OF_WEEK) instanceof Always,
                Bits.isWildcard(hours, PatternField.HOUR.min(), PatternField.HOUR.max()));
        if (!fields.everFires()) {
            throw PatternText.invalid(text, "never fires: no month that it names has such a day");
        }
        return fields;
    }

    private static FieldExpression expression(Cron cron, PatternField field) {
        return cron.retrieve(field.cronUtilsName()).getExpression();
    }

    private static long bits(Cron cron, PatternField field) {
        return Bits.of(expression(cron, field), field.min(), field.max());
    }

    private static Cron parsed(String text, Map<PatternField, String> fields) {
        Map<PatternField, String> numbers = new EnumMap<>(PatternField.class);
        fields.forEach((field, words) -> {
            String numbered = field.withoutNames(words);
            if (!PatternField.isShaped(numbered)) {
                throw PatternText.invalid(text, field.refusal(words));
            }
            numbers.put(field, numbered);
        });
        try {
            return PARSER.parse(String.join(" ", numbers.values()));
        } catch (IllegalArgumentException unreadable) {
            throw numbers.entrySet().stream()
                    .filter(field -> !isReadable(field.getKey(), field.getValue()))
                    .findFirst()
                    .map(field -> PatternText.invalid(text, field.getKey().refusal(field.getValue())))
                    .orElseGet(() -> PatternText.invalid(text, "cannot be read: " + unreadable.getMessage()));
        }
    }

    /** Parses one field alone: the messages of cron-utils do not say which field they are about. */
    private static boolean isReadable(PatternField field, String numbers) {
        Map<PatternField, String> alone = new EnumMap<>(PatternField.class);
        for (PatternField other : PatternField.values()) {
            alone.put(other, other == field ? numbers : "*");
        }
        try {
            PARSER.parse(String.join(" ", alone.values()));
            return true;
        } catch (IllegalArgumentException unreadable) {
            return false;
        }
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
