package dev.jobrunner.scheduler.cli;

import dev.jobrunner.core.taskset.Prune;
import dev.jobrunner.scheduler.taskset.PlanView;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** Shows people what applying a set does. */
final class PlanText {

    private static final Map<String, String> MARKS =
            Map.of("create", "+", "change", "~", "pause", "-", "delete", "-", "release", "-", "left", "?");

    private final Answer answer;

    PlanText(Answer answer) {
        this.answer = answer;
    }

    /** @param done whether it was done, or would be */
    void show(PlanView plan, boolean done) {
        for (PlanView.TaskView task : plan.tasks()) {
            if (MARKS.containsKey(task.action())) {
                answer.line(MARKS.get(task.action()) + " " + title(task));
                task.changes().stream()
                        .filter(change ->
                                !task.action().equals("create") || !change.to().isNull())
                        .forEach(change -> answer.line("    " + line(task, change)));
            }
        }
        answer.line("set '" + plan.set() + "', " + (done ? "applied: " : "plan: ") + tally(plan.tasks()));
    }

    private static String title(PlanView.TaskView task) {
        String name = task.name() + (task.taskId() == null ? "" : " (task " + task.taskId() + ")");
        return switch (task.action()) {
            case "left" -> name + ": the file names it no more; --prune " + Prune.WORDS + " says what becomes of it";
            case "pause", "delete", "release" -> name + ": the file names it no more; " + task.action();
            default -> name;
        };
    }

    private static String line(PlanView.TaskView task, PlanView.ChangeView change) {
        return change.field() + ": "
                + (task.action().equals("create")
                        ? value(change.to())
                        : value(change.from()) + " -> " + value(change.to()));
    }

    private static String value(JsonNode value) {
        return value.isNull() ? "-" : value.toString();
    }

    private static String tally(List<PlanView.TaskView> tasks) {
        return tasks.isEmpty()
                ? "no task"
                : List.of("create", "change", "pause", "delete", "release", "left", "none").stream()
                        .filter(action -> count(tasks, action) > 0)
                        .map(action -> count(tasks, action) + " " + (action.equals("none") ? "as declared" : action))
                        .collect(Collectors.joining(", "));
    }

    private static long count(List<PlanView.TaskView> tasks, String action) {
        return tasks.stream().filter(task -> task.action().equals(action)).count();
    }
}
