package dev.jobrunner.core.schedule;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The published policy by brute force: looks at the clock on the wall once per tick of real time and at nothing else. It
 * reads numeric patterns with its own few lines and shares no code with what it checks.
 */
final class WallClockOracle {

    /** Longer than any overlap, in seconds. */
    private static final long WARM_UP = 6 * 3600;

    private final long from;
    private final long tick;
    private final long[] wall;

    /** Watches the clock from six hours before {@code from}, so that it knows what the clock has shown already. */
    WallClockOracle(ZoneId zone, long from, long to, long tick) {
        this.from = from;
        this.tick = tick;
        int warmUp = (int) (WARM_UP / tick);
        wall = new long[warmUp + (int) ((to - from) / tick)];
        for (int i = 0; i < wall.length; i++) {
            Instant instant = Instant.ofEpochSecond(from + (i - warmUp) * tick);
            wall[i] = LocalDateTime.ofInstant(instant, zone).toEpochSecond(ZoneOffset.UTC);
        }
    }

    int ticks() {
        return wall.length;
    }

    List<Long> slots(String pattern) {
        Fields fields = new Fields(pattern);
        int warmUp = (int) (WARM_UP / tick);
        List<Long> slots = new ArrayList<>();
        long shown = wall[0] - tick;
        for (int i = 0; i < wall.length; i++) {
            boolean due = false;
            if (fields.wildcard) {
                due = fields.match(wall[i]);
            } else {
                for (long time = shown + tick; time <= wall[i]; time += tick) {
                    due |= fields.match(time);
                }
            }
            shown = Math.max(shown, wall[i]);
            if (due && i >= warmUp) {
                slots.add(from + (i - warmUp) * tick);
            }
        }
        return slots;
    }

    /** The first slot strictly after an instant, or the largest long. */
    static long firstAfter(List<Long> slots, long instant) {
        int found = Collections.binarySearch(slots, instant + 1);
        int index = found >= 0 ? found : -found - 1;
        return index == slots.size() ? Long.MAX_VALUE : slots.get(index);
    }

    private static final class Fields {
        private final boolean[] seconds;
        private final boolean[] minutes;
        private final boolean[] hours;
        private final boolean[] days;
        private final boolean[] months;
        private final boolean[] weekdays;
        private final boolean everyDay;
        private final boolean everyWeekday;
        private final boolean wildcard;

        Fields(String pattern) {
            String[] words = pattern.split(" ", -1);
            int first = words.length - 5;
            seconds = first == 1 ? read(words[0], 0, 59) : read("0", 0, 59);
            minutes = read(words[first], 0, 59);
            hours = read(words[first + 1], 0, 23);
            days = read(words[first + 2], 1, 31);
            months = read(words[first + 3], 1, 12);
            weekdays = read(words[first + 4], 0, 7);
            weekdays[0] |= weekdays[7];
            everyDay = words[first + 2].matches("\\*(/1)?");
            everyWeekday = words[first + 4].matches("\\*(/1)?");
            wildcard = words[first + 1].matches("(.*,)?(\\*|0-23|0/\\d+)(/\\d+)?(,.*)?");
        }

        boolean match(long wallSecond) {
            int second = (int) Math.floorMod(wallSecond, 86_400L);
            if (!hours[second / 3600] || !minutes[second / 60 % 60] || !seconds[second % 60]) {
                return false;
            }
            LocalDateTime date = LocalDateTime.ofEpochSecond(wallSecond, 0, ZoneOffset.UTC);
            boolean day = days[date.getDayOfMonth()];
            boolean weekday = weekdays[date.getDayOfWeek().getValue() % 7];
            boolean either = !everyDay && !everyWeekday;
            return months[date.getMonthValue()] && (either ? day || weekday : day && weekday);
        }

        private static boolean[] read(String field, int min, int max) {
            boolean[] allowed = new boolean[Math.max(max, 7) + 1];
            for (String part : field.split(",", -1)) {
                String[] stepped = part.split("/", -1);
                String[] ends = stepped[0].equals("*") ? new String[] {"" + min, "" + max} : stepped[0].split("-", -1);
                int low = Integer.parseInt(ends[0]);
                int high = ends.length == 2 ? Integer.parseInt(ends[1]) : stepped.length == 2 ? max : low;
                int step = stepped.length == 2 ? Integer.parseInt(stepped[1]) : 1;
                for (int value = low; value <= high; value += step) {
                    allowed[value] = true;
                }
            }
            return allowed;
        }
    }
}
