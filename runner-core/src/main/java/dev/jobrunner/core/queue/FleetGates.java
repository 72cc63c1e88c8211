package dev.jobrunner.core.queue;

import dev.jobrunner.core.queue.Gate.Name;
import dev.jobrunner.core.queue.Gate.Remedy;
import dev.jobrunner.core.task.TaskType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The gates that other tasks and the workers are, in words. */
final class FleetGates {

    private FleetGates() {}

    static Gate belowLimit(TaskFacts task, List<InItsWay> running) {
        int limit = task.fields().limit();
        if (limit >= ClaimRules.UNLIMITED) {
            return Gate.open(
                            Name.BELOW_LIMIT,
                            "Its type has no limit: %,d and more at once is none.".formatted(ClaimRules.UNLIMITED))
                    .with("max_concurrent_runs", limit);
        }
        if (task.says().belowLimit()) {
            return Gate.open(Name.BELOW_LIMIT, "Its type may run " + limit + " at once, and fewer do.")
                    .with("max_concurrent_runs", limit);
        }
        String sentence = limit == 0
                ? "Its max_concurrent_runs is 0, so it never starts."
                : "Its type may run " + limit + " at once, and as many do: " + InItsWay.list(running) + ".";
        return Gate.holding(Name.BELOW_LIMIT, sentence, Remedy.WIDEN_LIMIT)
                .with("max_concurrent_runs", limit)
                .with("needed", task.othersRunning() + 1)
                .with("running", running.stream().map(InItsWay::facts).toList());
    }

    static List<Gate> of(TaskFacts task, List<WorkerFacts> workers) {
        List<Gate> gates = new ArrayList<>();
        List<WorkerFacts> live = workers.stream().filter(WorkerFacts::live).toList();
        List<WorkerFacts> able = live.stream().filter(WorkerFacts::handles).toList();
        gates.add(handled(task, live, able));
        gates.add(free(able));
        return gates;
    }

    /** It is its turn, or does not come to that. */
    static Gate itsTurn() {
        return Gate.open(Name.ITS_TURN, "No other task goes first.");
    }

    static Gate behind(TaskFacts task, Ahead ahead, ClaimOrder order) {
        String first = ahead.tasks() == 1
                ? "1 other due task goes first: its priority is higher, or it has been due for longer."
                : ahead.tasks()
                        + " other due tasks go first: their priority is higher, or they have been due for longer.";
        Instant due = task.fields().nextRunAt();
        if (ahead.above() <= 0 || due == null) {
            return behind(ahead, first);
        }
        if (order.isStrict()) {
            return behind(
                    ahead,
                    first + " PRIORITY_AGEING_SECONDS is 0: higher priorities go first for as long as there are any.");
        }
        Instant until = due.plus(order.ageing().multipliedBy(ahead.above()));
        return behind(
                        ahead,
                        first
                                + " Each %s s of its wait count as one priority: of priority %d or less, nothing that becomes due after %s goes first."
                                        .formatted(order.seconds(), ahead.highest(), TaskGates.TIME.format(until)))
                .with("ahead_until", until);
    }

    private static Gate behind(Ahead ahead, String sentence) {
        return Gate.holding(Name.ITS_TURN, sentence, null).with("ahead", ahead.tasks());
    }

    private static Gate handled(TaskFacts task, List<WorkerFacts> live, List<WorkerFacts> able) {
        if (!able.isEmpty()) {
            return Gate.open(
                            Name.HANDLED,
                            able.size() == 1
                                    ? "1 live worker has a handler for it."
                                    : able.size() + " live workers have a handler for it.")
                    .with("workers", able.stream().map(WorkerFacts::id).toList());
        }
        String sentence = live.isEmpty()
                ? "No worker is alive. Start one."
                : "None of the " + live.size() + " live workers has a handler for " + task.taskType() + "."
                        + (usable(task.taskType())
                                ? " Set HANDLER_" + new TaskType(task.taskType()).environmentName() + " on them."
                                : " No worker can: the type's name is not allowed.");
        return Gate.holding(Name.HANDLED, sentence, live.isEmpty() ? null : Remedy.ADD_HANDLER)
                .with("live_workers", live.size());
    }

    private static Gate free(List<WorkerFacts> able) {
        List<WorkerFacts> taking =
                able.stream().filter(each -> !each.draining()).toList();
        int slots = taking.stream().mapToInt(WorkerFacts::slots).sum();
        int free = taking.stream().mapToInt(each -> Math.max(each.free(), 0)).sum();
        if (free > 0) {
            return Gate.open(Name.WORKER_FREE, free + " of their " + slots + " slots are free.")
                    .with("slots", slots)
                    .with("free", free);
        }
        if (able.isEmpty()) {
            return Gate.holding(Name.WORKER_FREE, "No worker could take it.", null);
        }
        // those first that can be resumed
        List<WorkerFacts> drained = able.stream()
                .filter(WorkerFacts::draining)
                .sorted(Comparator.comparing(WorkerFacts::asked).reversed())
                .toList();
        List<String> draining = drained.stream().map(WorkerFacts::id).toList();
        if (taking.isEmpty() && drained.stream().noneMatch(WorkerFacts::asked)) {
            return Gate.holding(
                            Name.WORKER_FREE,
                            "Every worker that could take it is shutting down: " + String.join(", ", draining) + ".",
                            null)
                    .with("draining", draining);
        }
        return taking.isEmpty()
                ? Gate.holding(
                                Name.WORKER_FREE,
                                "Every worker that could take it is draining: " + String.join(", ", draining) + ".",
                                Remedy.RESUME_WORKER)
                        .with("draining", draining)
                : Gate.holding(
                                Name.WORKER_FREE,
                                "All " + slots + " slots of the workers that could take it are busy.",
                                null)
                        .with("slots", slots)
                        .with("free", 0)
                        .with("draining", draining);
    }

    private static boolean usable(String type) {
        return !type.isBlank()
                && type.length() <= TaskType.MAX_LENGTH
                && type.chars().noneMatch(Character::isISOControl);
    }
}
