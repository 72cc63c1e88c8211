package dev.jobrunner.core.schedule;

import java.time.LocalDate;

/**
 * The wall-clock times that a pattern names, each set as in {@link Bits}; knows nothing of time zones. Sunday is 0.
 *
 * @param dayOfMonthStar whether the day of month is a plain star, so that the day of week alone decides
 * @param dayOfWeekStar whether the day of week is a plain star, so that the day of month alone decides
 * @param wildcardHours whether the hour field asks for "every hour" or "every n-th hour" instead of certain hours
 */
record CronFields(
        long seconds,
        long minutes,
        long hours,
        long daysOfMonth,
        long months,
        long daysOfWeek,
        boolean dayOfMonthStar,
        boolean dayOfWeekStar,
        boolean wildcardHours) {

    private static final int SECONDS_PER_DAY = 86_400;

    /** Whether any date matches: 31 February never does, whatever the year. */
    boolean everFires() {
        if (!dayOfWeekStar) {
            return true;
        }
        for (int month = Bits.next(months, 1); month > 0; month = Bits.next(months, month + 1)) {
            int longest = LocalDate.of(2000, month, 1).lengthOfMonth();
            if (Bits.next(daysOfMonth, 1) <= longest) {
                return true;
            }
        }
        return false;
    }

    /** The first matching wall-clock time not before the given one, both in seconds since 1970 on the local clock. */
    long atOrAfter(long local) {
        long today = Math.floorDiv(local, SECONDS_PER_DAY);
        long day = dayAtOrAfter(today);
        if (day == today) {
            int time = timeAtOrAfter(Math.floorMod(local, SECONDS_PER_DAY));
            if (time >= 0) {
                return day * SECONDS_PER_DAY + time;
            }
            day = dayAtOrAfter(today + 1);
        }
        return day * SECONDS_PER_DAY + timeAtOrAfter(0);
    }

    private long dayAtOrAfter(long epochDay) {
        LocalDate date = LocalDate.ofEpochDay(epochDay);
        while (!matches(date)) {
            date = Bits.contains(months, date.getMonthValue())
                    ? date.plusDays(1)
                    : date.withDayOfMonth(1).plusMonths(1);
        }
        return date.toEpochDay();
    }

    private boolean matches(LocalDate date) {
        if (!Bits.contains(months, date.getMonthValue())) {
            return false;
        }
        boolean dayOfMonth = Bits.contains(daysOfMonth, date.getDayOfMonth());
        boolean dayOfWeek = Bits.contains(daysOfWeek, date.getDayOfWeek().getValue() % 7);
        boolean both = dayOfMonthStar || dayOfWeekStar;
        return both ? dayOfMonth && dayOfWeek : dayOfMonth || dayOfWeek;
    }

    /** The first matching second of the day not before the given one, or -1 when the day has none left. */
    private int timeAtOrAfter(int secondOfDay) {
        int hour = secondOfDay / 3600;
        int minute = secondOfDay / 60 % 60;
        if (Bits.contains(hours, hour)) {
            int second = Bits.contains(minutes, minute) ? Bits.next(seconds, secondOfDay % 60) : -1;
            if (second >= 0) {
                return secondOfDay - secondOfDay % 60 + second;
            }
            int later = Bits.next(minutes, minute + 1);
            if (later >= 0) {
                return hour * 3600 + later * 60 + Bits.next(seconds, 0);
            }
        }
        // At the first second of a matching hour the branch above has always returned.
        int later = Bits.next(hours, hour + 1);
        return later < 0 ? -1 : later * 3600 + Bits.next(minutes, 0) * 60 + Bits.next(seconds, 0);
    }
}
