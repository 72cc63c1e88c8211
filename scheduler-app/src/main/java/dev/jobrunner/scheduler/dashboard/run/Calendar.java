package dev.jobrunner.scheduler.dashboard.run;

import dev.jobrunner.scheduler.dashboard.Marks;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.format.TextStyle;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The outcomes of a task by day, a column for each week, Monday on top. A day is told by its shape: a square where all
 * completed, one that fills up from below with the part that failed, a cross where that is half or more, a diamond where the
 * worst was something else, a point where nothing ran, and an empty frame where the ledger keeps nothing any more.
 */
public record Calendar(List<Day> days, List<Label> months, String summary) {

    /** Days shown, today included. */
    public static final int DAYS = 90;

    private static final int STEP = 16;
    private static final int SIDE = 12;
    private static final int LEFT = 36;
    private static final int TOP = 18;
    private static final Marks MARKS = new Marks();

    public Calendar {
        days = List.copyOf(days);
        months = List.copyOf(months);
    }

    /**
     * @param outcomes runs by day and outcome
     * @param firstKept the ledger's entries of earlier days have been cleaned up
     */
    static Calendar of(Map<LocalDate, Map<String, Long>> outcomes, LocalDate today, LocalDate firstKept) {
        LocalDate first = today.minusDays(DAYS - 1);
        LocalDate monday = first.with(DayOfWeek.MONDAY);
        List<Day> days = new ArrayList<>();
        List<Label> months = new ArrayList<>();
        int failedDays = 0;
        long runs = 0;
        for (LocalDate date = first; !date.isAfter(today); date = date.plusDays(1)) {
            Map<String, Long> counts = outcomes.getOrDefault(date, Map.of());
            int column = (int) (ChronoUnit.DAYS.between(monday, date) / 7);
            int x = LEFT + column * STEP;
            int y = TOP + (date.getDayOfWeek().getValue() - 1) * STEP;
            boolean gone = date.isBefore(firstKept);
            days.add(new Day(x, y, kind(counts, gone), failedPart(counts), title(date, counts, gone)));
            failedDays += counts.containsKey("failed") ? 1 : 0;
            runs += counts.values().stream().mapToLong(Long::longValue).sum();
            if (date.getDayOfMonth() == 1) {
                months.add(new Label(x, date.getMonth().getDisplayName(TextStyle.SHORT, Locale.ENGLISH)));
            }
        }
        return new Calendar(
                days,
                months,
                "%,d %s on the last %d days; failures on %s"
                        .formatted(
                                runs,
                                runs == 1 ? "run" : "runs",
                                DAYS,
                                failedDays == 1 ? "1 day" : failedDays + " days"));
    }

    public int width() {
        return LEFT + 14 * STEP;
    }

    public int height() {
        return TOP + 7 * STEP;
    }

    private static String kind(Map<String, Long> counts, boolean gone) {
        if (counts.isEmpty()) {
            return gone ? "gone" : "none";
        }
        if (counts.containsKey("failed")) {
            return failedPart(counts) >= SIDE / 2 ? "failed" : "partly";
        }
        return counts.keySet().stream().allMatch(status -> MARKS.word(status).equals("completed"))
                ? "completed"
                : counts.containsKey("lost") ? "lost" : "other";
    }

    /** Of the height of a day; 3 at least, to be seen. */
    private static int failedPart(Map<String, Long> counts) {
        long all = counts.values().stream().mapToLong(Long::longValue).sum();
        long failed = counts.getOrDefault("failed", 0L);
        return failed == 0 ? 0 : (int) Math.max(3, SIDE * failed / all);
    }

    private static String title(LocalDate date, Map<String, Long> counts, boolean gone) {
        String day = date.getDayOfWeek().getDisplayName(TextStyle.SHORT, Locale.ENGLISH) + " " + date + ": ";
        if (counts.isEmpty()) {
            return day + (gone ? "not kept" : "no run");
        }
        return day
                + counts.entrySet().stream()
                        .map(each -> each.getValue() + " " + MARKS.word(each.getKey()))
                        .collect(Collectors.joining(", "));
    }

    /**
     * @param kind completed, partly, failed, lost, other, none, or gone
     * @param failed the height of the part that failed
     */
    public record Day(int x, int y, String kind, int failed, String title) {}

    /** A month above its first day. */
    public record Label(int x, String text) {}
}
