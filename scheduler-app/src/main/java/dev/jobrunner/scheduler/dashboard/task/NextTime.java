package dev.jobrunner.scheduler.dashboard.task;

import dev.jobrunner.core.schedule.Slot;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.TextStyle;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A time at which a task will run.
 *
 * @param local date and time in the task's zone
 * @param note what the change of clocks does to it; empty for nothing
 */
public record NextTime(Instant at, String local, String note) {

    private static final DateTimeFormatter LOCAL =
            DateTimeFormatter.ofPattern("EEE yyyy-MM-dd HH:mm:ss xxx", Locale.ENGLISH);

    static List<NextTime> of(List<Slot> slots, ZoneId zone, Instant now) {
        List<NextTime> times = new ArrayList<>();
        Instant before = now;
        for (Slot each : slots) {
            Instant slot = each.scheduledFor();
            times.add(new NextTime(each.dueAt(), LOCAL.format(each.dueAt().atZone(zone)), note(zone, before, slot)));
            before = slot;
        }
        return times;
    }

    private static String note(ZoneId zone, Instant before, Instant slot) {
        ZoneRules rules = zone.getRules();
        if (rules.isFixedOffset()) {
            return "";
        }
        ZoneOffsetTransition change = rules.previousTransition(slot.plusSeconds(1));
        if (change == null || !change.getInstant().isAfter(before)) {
            return "";
        }
        if (change.isGap() && change.getInstant().equals(slot)) {
            return "The clock skips this time that day; it runs right after the gap.";
        }
        ZoneOffset from = change.getOffsetBefore();
        ZoneOffset to = change.getOffsetAfter();
        long minutes = Math.abs(to.getTotalSeconds() - from.getTotalSeconds()) / 60;
        return "Clocks go %s %s on %s %d: from here on %s instead of %s."
                .formatted(
                        change.isGap() ? "forward" : "back",
                        minutes == 60 ? "1 h" : minutes + " min",
                        change.getDateTimeBefore().getMonth().getDisplayName(TextStyle.SHORT, Locale.ENGLISH),
                        change.getDateTimeBefore().getDayOfMonth(),
                        "UTC" + to,
                        "UTC" + from);
    }
}
