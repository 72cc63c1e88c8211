package dev.jobrunner.core.schedule;

import dev.jobrunner.core.schedule.InvalidScheduleException.Field;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.format.TextStyle;
import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads a period as people write it: {@link Period#ALLOWED}. */
public final class PeriodText {

    /** Of one period, with the words that follow. */
    public static final int MAX_LENGTH = 200;

    private static final String DATE = "(\\d{4}-\\d\\d-\\d\\d)";
    private static final String TIME = "(\\d\\d:\\d\\d)";
    private static final String DAY = "([a-z]{3,9})";
    private static final String TO = "(?: ?\\.\\. ?| - | to )";
    private static final String WORDS = "(?: (?<words>.*))?";

    private static final Pattern TIMES = compiled(DATE + "[ t]" + TIME + TO + DATE + "[ t]" + TIME);
    private static final Pattern DATES = compiled(DATE + TO + DATE);
    private static final Pattern WEEKLY = compiled(DAY + " " + TIME + TO + DAY + " " + TIME);
    private static final Pattern ONE_DATE = compiled(DATE);

    private PeriodText() {}

    /**
     * The same in the one way in which it is stored, such as {@code Sat 00:00..Mon 06:00 weekend}.
     *
     * @throws InvalidScheduleException if it is no period
     */
    public static String canonical(String text) {
        return read(text).text();
    }

    static Period parse(String text) {
        return read(text).period();
    }

    private static Read read(String text) {
        String line = text.strip().replaceAll("\\s+", " ");
        if (line.length() > MAX_LENGTH) {
            throw wrong(text, "is longer than " + MAX_LENGTH + " characters");
        }
        try {
            return read(line, text);
        } catch (DateTimeException e) {
            throw wrong(text, "has a date or time that does not exist (times are 00:00 to 23:59)");
        }
    }

    private static Read read(String line, String given) {
        Matcher times = TIMES.matcher(line);
        if (times.matches()) {
            LocalDate first = LocalDate.parse(times.group(1));
            LocalDate last = LocalDate.parse(times.group(3));
            LocalTime from = LocalTime.parse(times.group(2));
            LocalTime until = LocalTime.parse(times.group(4));
            return once(
                    new Period.Once(first.atTime(from), last.atTime(until)),
                    first + " " + from + ".." + last + " " + until + words(times),
                    given);
        }
        Matcher dates = DATES.matcher(line);
        if (dates.matches()) {
            LocalDate first = LocalDate.parse(dates.group(1));
            LocalDate last = LocalDate.parse(dates.group(2));
            return once(
                    new Period.Once(first.atStartOfDay(), last.plusDays(1).atStartOfDay()),
                    first + ".." + last + words(dates),
                    given);
        }
        Matcher weekly = WEEKLY.matcher(line);
        if (weekly.matches()) {
            Period.Weekly period = new Period.Weekly(
                    day(weekly.group(1), given),
                    LocalTime.parse(weekly.group(2)),
                    day(weekly.group(3), given),
                    LocalTime.parse(weekly.group(4)));
            return new Read(
                    period,
                    shown(period.firstDay()) + " " + period.from() + ".." + shown(period.lastDay()) + " "
                            + period.until() + words(weekly));
        }
        Matcher date = ONE_DATE.matcher(line);
        if (date.matches()) {
            LocalDate day = LocalDate.parse(date.group(1));
            return new Read(new Period.Once(day.atStartOfDay(), day.plusDays(1).atStartOfDay()), day + words(date));
        }
        throw wrong(given, "is not understood");
    }

    private static Read once(Period.Once period, String text, String given) {
        if (!period.until().isAfter(period.from())) {
            throw wrong(given, "ends before it begins");
        }
        return new Read(period, text);
    }

    private static String words(Matcher matcher) {
        String words = matcher.group("words");
        return words == null || words.isBlank() ? "" : " " + words.strip();
    }

    private static DayOfWeek day(String name, String given) {
        String wanted = name.toLowerCase(Locale.ROOT);
        return Arrays.stream(DayOfWeek.values())
                .filter(each -> wanted.equals(shown(each).toLowerCase(Locale.ROOT))
                        || wanted.equals(each.name().toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> wrong(given, "has a day that is none of Mon, Tue, Wed, Thu, Fri, Sat, Sun"));
    }

    private static String shown(DayOfWeek day) {
        return day.getDisplayName(TextStyle.SHORT, Locale.ENGLISH);
    }

    private static Pattern compiled(String period) {
        return Pattern.compile(period + WORDS, Pattern.CASE_INSENSITIVE);
    }

    private static InvalidScheduleException wrong(String given, String why) {
        return new InvalidScheduleException(Field.PERIODS, given, why + "; allowed are " + Period.ALLOWED);
    }

    private record Read(Period period, String text) {}
}
