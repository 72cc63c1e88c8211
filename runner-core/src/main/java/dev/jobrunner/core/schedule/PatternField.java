package dev.jobrunner.core.schedule;

import com.cronutils.model.field.CronFieldName;
import java.util.regex.Pattern;

/** The six fields of a pattern in their order, with their values and the names that stand for values. */
enum PatternField {
    SECOND(CronFieldName.SECOND, 0, 59, "", "second; allowed are 0 to 59"),
    MINUTE(CronFieldName.MINUTE, 0, 59, "", "minute; allowed are 0 to 59"),
    HOUR(CronFieldName.HOUR, 0, 23, "", "hour; allowed are 0 to 23"),
    DAY_OF_MONTH(CronFieldName.DAY_OF_MONTH, 1, 31, "", "day of month; allowed are 1 to 31"),
    MONTH(
            CronFieldName.MONTH,
            1,
            12,
            "JANFEBMARAPRMAYJUNJULAUGSEPOCTNOVDEC",
            "month; allowed are 1 to 12 or JAN to DEC"),
    DAY_OF_WEEK(
            CronFieldName.DAY_OF_WEEK,
            0,
            6,
            "SUNMONTUEWEDTHUFRISAT",
            "day of week; allowed are 0 to 7 (0 and 7 are Sunday) or SUN to SAT");

    private static final Pattern WORD = Pattern.compile("[A-Z]+");
    private static final String PART = "(?:\\*|\\d{1,4}(?:-\\d{1,4})?)(?:/\\d{1,4})?";
    private static final Pattern SHAPE = Pattern.compile(PART + "(?:," + PART + ")*+");

    private final CronFieldName cronUtilsName;
    private final int min;
    private final int max;
    private final String names;
    private final String allowed;

    PatternField(CronFieldName cronUtilsName, int min, int max, String names, String allowed) {
        this.cronUtilsName = cronUtilsName;
        this.min = min;
        this.max = max;
        this.names = names;
        this.allowed = allowed;
    }

    CronFieldName cronUtilsName() {
        return cronUtilsName;
    }

    int min() {
        return min;
    }

    /** The largest value; Sunday is 0, and 7 is only another name of it. */
    int max() {
        return max;
    }

    /** Whether the text of a field has a shape that cron-utils either takes or refuses as it promises. */
    static boolean isShaped(String numbers) {
        return SHAPE.matcher(numbers).matches();
    }

    /** Why a field is refused, and what is allowed. */
    String refusal(String field) {
        return "has '" + InvalidScheduleException.shortened(field) + "' as its " + allowed
                + ", as *, a value, a list a,b, a range a-b upwards, or a step of at least 1 as in */n or a-b/n";
    }

    /** Replaces names, which cron-utils takes as single values but not in every range; unknown ones stay. */
    String withoutNames(String field) {
        return WORD.matcher(field).replaceAll(word -> {
            int at = word.group().length() == 3 ? names.indexOf(word.group()) : -1;
            if (at < 0 || at % 3 != 0) {
                return word.group();
            }
            boolean endsRange = word.start() > 0 && field.charAt(word.start() - 1) == '-';
            boolean lastSunday = this == DAY_OF_WEEK && at == 0 && endsRange;
            return Integer.toString(lastSunday ? 7 : min + at / 3);
        });
    }
}
