package dev.jobrunner.scheduler.dashboard.run;

import dev.jobrunner.core.insight.TaskHistory;
import dev.jobrunner.core.insight.TaskHistory.Outcome;
import dev.jobrunner.core.settings.RetentionSettings;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import org.springframework.ui.Model;

/** What {@code templates/run/history.html} shows: of many tasks a line each, of one task all of it. */
@Component
public final class TaskHistoryView {

    private final TaskHistory history;
    private final RetentionSettings retention;
    private final Clock clock;

    TaskHistoryView(TaskHistory history, RetentionSettings retention, Clock clock) {
        this.history = history;
        this.retention = retention;
        this.clock = clock;
    }

    /** For a list of tasks, in one statement; every task has a line, also an empty one. */
    public Map<Long, Sparkline> sparklines(Collection<Long> taskIds) {
        Map<Long, List<Outcome>> outcomes = history.last(taskIds, Sparkline.MOST);
        return taskIds.stream()
                .distinct()
                .collect(Collectors.toMap(
                        Function.identity(), id -> Sparkline.of(outcomes.getOrDefault(id, List.of()))));
    }

    /**
     * Adds {@code sparkline}, {@code durations} and {@code calendar} of one task.
     *
     * @param timeZone of the task; days are those of UTC if it is none
     */
    public void addTo(Model model, long taskId, String timeZone) {
        List<Outcome> outcomes = history.last(taskId, DurationChart.MOST);
        ZoneId zone = zone(timeZone);
        LocalDate today = LocalDate.ofInstant(clock.instant(), zone);
        LocalDate firstKept = LocalDate.ofInstant(clock.instant().minus(retention.logs()), zone);
        model.addAttribute("sparkline", Sparkline.of(outcomes))
                .addAttribute("durations", DurationChart.of(outcomes))
                .addAttribute(
                        "calendar",
                        Calendar.of(history.days(taskId, zone, today.minusDays(Calendar.DAYS - 1)), today, firstKept));
    }

    private static ZoneId zone(String name) {
        try {
            return ZoneId.of(name);
        } catch (DateTimeException e) {
            return ZoneOffset.UTC; // the task's own page says that its zone is none
        }
    }
}
