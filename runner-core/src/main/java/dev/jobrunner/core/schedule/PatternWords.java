package dev.jobrunner.core.schedule;

import java.time.DayOfWeek;
import java.time.Month;
import java.time.format.TextStyle;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.IntFunction;
import java.util.regex.Pattern;

/** Says in English what a pattern means; made from the values that fire, so that it cannot say anything else. */
final class PatternWords {

    private static final int MOST_TIMES = 6;
    private static final Pattern EVERY_SO_MANY = Pattern.compile("every (\\d+) (\\w+)s");

    private PatternWords() {}

    static String describe(CronFields fields) {
        StringBuilder words = new StringBuilder(time(fields));
        String days = days(fields);
        words.append(days);
        if (fields.months() != Bits.range(1, 12, 1)) {
            words.append(" in ").append(listed(fields.months(), PatternWords::month));
        }
        return words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
    }

    private static String time(CronFields fields) {
        boolean wholeMinutes = fields.seconds() == 1;
        if (Long.bitCount(fields.seconds()) * Long.bitCount(fields.minutes()) * Long.bitCount(fields.hours())
                <= MOST_TIMES) {
            return "at " + joined(times(fields, wholeMinutes)) + (everyDay(fields) ? " every day" : "");
        }
        String seconds = wholeMinutes ? "" : unit(fields.seconds(), 60, "second");
        String minutes = unit(fields.minutes(), 60, "minute");
        String hours = unit(fields.hours(), 24, "hour");
        if (fields.minutes() == 1 && wholeMinutes && hours.startsWith("every ")) {
            return hours;
        }
        if (seconds.isEmpty()) {
            return minutes + of(hours, minutes.startsWith("every ") && hours.equals("every hour"));
        }
        return seconds
                + of(minutes, seconds.startsWith("every ") && minutes.equals("every minute"))
                + of(hours, minutes.startsWith("every ") && hours.equals("every hour"));
    }

    private static String of(String larger, boolean understood) {
        if (understood) {
            return "";
        }
        return larger.startsWith("every ") ? " of " + nth(larger) : ", " + larger;
    }

    /** Turns "every 2 hours" into "every 2nd hour". */
    private static String nth(String every) {
        return EVERY_SO_MANY.matcher(every).replaceFirst(match -> {
            String number = match.group(1);
            String ending = number.equals("2") ? "nd" : number.equals("3") ? "rd" : "th";
            return "every " + number + ending + " " + match.group(2);
        });
    }

    private static String unit(long values, int size, String name) {
        for (int step = 1; step < size; step++) {
            if (size % step == 0 && values == Bits.range(0, size - 1, step)) {
                return step == 1 ? "every " + name : "every " + step + " " + name + "s";
            }
        }
        String preposition = name.equals("hour") ? "in " : "at ";
        return preposition + name + (Long.bitCount(values) == 1 ? " " : "s ") + listed(values, Integer::toString);
    }

    private static List<String> times(CronFields fields, boolean wholeMinutes) {
        List<String> times = new ArrayList<>();
        for (int hour = Bits.next(fields.hours(), 0); hour >= 0; hour = Bits.next(fields.hours(), hour + 1)) {
            for (int minute = Bits.next(fields.minutes(), 0);
                    minute >= 0;
                    minute = Bits.next(fields.minutes(), minute + 1)) {
                for (int second = Bits.next(fields.seconds(), 0);
                        second >= 0;
                        second = Bits.next(fields.seconds(), second + 1)) {
                    String time = String.format(Locale.ROOT, "%02d:%02d", hour, minute);
                    times.add(wholeMinutes ? time : time + String.format(Locale.ROOT, ":%02d", second));
                }
            }
        }
        return times;
    }

    private static boolean everyDay(CronFields fields) {
        return fields.dayOfMonthStar() && fields.dayOfWeekStar();
    }

    private static String days(CronFields fields) {
        String days = Long.bitCount(fields.daysOfMonth()) == 1 ? "day " : "days ";
        String ofMonth = " on " + days + listed(fields.daysOfMonth(), Integer::toString) + " of the month";
        // Monday first, so that a weekend reads as one range.
        long weekdays = (fields.daysOfWeek() & ~1L) | ((fields.daysOfWeek() & 1L) << 7);
        String ofWeek = " on " + listed(weekdays, PatternWords::weekday);
        if (fields.dayOfMonthStar()) {
            return fields.dayOfWeekStar() ? "" : ofWeek;
        }
        return fields.dayOfWeekStar() ? ofMonth : ofMonth + " or" + ofWeek;
    }

    private static String listed(long values, IntFunction<String> name) {
        List<String> parts = new ArrayList<>();
        for (int from = Bits.next(values, 0); from >= 0; ) {
            int to = from;
            while (Bits.contains(values, to + 1)) {
                to++;
            }
            if (to - from >= 2) {
                parts.add(name.apply(from) + " to " + name.apply(to));
            } else {
                parts.add(name.apply(from));
                if (to > from) {
                    parts.add(name.apply(to));
                }
            }
            from = Bits.next(values, to + 1);
        }
        return joined(parts);
    }

    private static String joined(List<String> parts) {
        int last = parts.size() - 1;
        return last == 0 ? parts.get(0) : String.join(", ", parts.subList(0, last)) + " and " + parts.get(last);
    }

    private static String month(int number) {
        return Month.of(number).getDisplayName(TextStyle.FULL, Locale.ENGLISH);
    }

    private static String weekday(int number) {
        return DayOfWeek.of(number).getDisplayName(TextStyle.FULL, Locale.ENGLISH);
    }
}
