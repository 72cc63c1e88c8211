package dev.jobrunner.core.forecast;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Works out from tasks what they want in each minute. Each pattern is walked once, however many tasks have it. */
final class Load {

    /** Slots of all patterns together; tasks whose pattern is beyond that are left out, and counted. */
    private static final int MOST_SLOTS = 3_000_000;

    private final Instant from;
    private final int minutes;
    private final Map<List<Object>, Optional<Timing>> timings = new HashMap<>();
    private final List<Group> groups = new ArrayList<>();
    private final double[] total;
    private final boolean[] limited;
    private int walked;
    private int leftOut;

    Load(List<RecurringTask> tasks, Instant from, Duration ahead) {
        this.from = from;
        this.minutes = (int) ahead.toMinutes();
        this.total = new double[minutes];
        this.limited = new boolean[minutes];
        Map<String, List<RecurringTask>> byType = new TreeMap<>();
        tasks.stream()
                .filter(task -> task.limit() > 0)
                .forEach(task -> byType.computeIfAbsent(task.type(), type -> new ArrayList<>())
                        .add(task));
        byType.values().forEach(this::addType);
    }

    /** Slots that are wanted in each minute. */
    double[] total() {
        return total;
    }

    /** The minutes in which tasks wait for others of their type. */
    boolean[] limited() {
        return limited;
    }

    List<Group> groups() {
        return Collections.unmodifiableList(groups);
    }

    int leftOut() {
        return leftOut;
    }

    private void addType(List<RecurringTask> tasks) {
        Map<List<Object>, Group> ofType = new HashMap<>();
        for (RecurringTask task : tasks) {
            Optional<Timing> timing = timings.computeIfAbsent(task.slotsKey(), key -> walk(task));
            if (timing.isEmpty()) {
                leftOut++;
                continue;
            }
            ofType.computeIfAbsent(
                            List.of(task.slotsKey(), task.seconds()),
                            key -> new Group(timing.get(), task.seconds(), new ArrayList<>()))
                    .tasks()
                    .add(task);
        }
        Demand demand = new Demand(minutes);
        ofType.values()
                .forEach(group -> group.timing()
                        .runs(
                                group.seconds(),
                                (minute, busy) ->
                                        demand.add(minute, busy, group.tasks().size())));
        demand.serve(tasks.stream().mapToInt(RecurringTask::limit).max().orElse(1), total, limited);
        groups.addAll(ofType.values());
    }

    private Optional<Timing> walk(RecurringTask task) {
        if (walked > MOST_SLOTS) {
            return Optional.empty();
        }
        Optional<Timing> timing = Timing.of(task, from, from.plus(Duration.ofMinutes(minutes)));
        walked += timing.map(Timing::count).orElse(0);
        return timing;
    }

    /** Tasks of one type that start at the same times and run equally long. */
    record Group(Timing timing, int seconds, List<RecurringTask> tasks) {}
}
