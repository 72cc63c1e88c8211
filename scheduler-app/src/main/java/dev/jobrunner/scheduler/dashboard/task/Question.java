package dev.jobrunner.scheduler.dashboard.task;

import dev.jobrunner.core.task.TaskAction;
import dev.jobrunner.scheduler.input.InvalidInputException;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** What is asked before something is done to tasks. */
final class Question {

    private Question() {}

    /** @throws InvalidInputException if there is no such action */
    static TaskAction action(String word) {
        return Arrays.stream(TaskAction.values())
                .filter(each -> each.word().equals(word))
                .findFirst()
                .orElseThrow(() -> new InvalidInputException(
                        "action",
                        word,
                        Arrays.stream(TaskAction.values()).map(TaskAction::word).collect(Collectors.joining(", "))));
    }

    /** @param what the task's name, or how many tasks */
    static String title(TaskAction action, String what) {
        return word(action) + " " + what + "?";
    }

    static String verb(TaskAction action, long tasks) {
        return word(action) + " " + count(tasks);
    }

    /** Says how many it touches, and what comes of it. */
    static String sentence(TaskAction action, long tasks) {
        String them = tasks == 1 ? "it" : "they";
        String what = "This touches " + count(tasks) + ". ";
        return what
                + switch (action) {
                    case PAUSE -> "No new run starts; one that is going on goes on.";
                    case RESUME -> "What was due meanwhile is caught up with one run each.";
                    case RUN -> "A free worker takes " + (tasks == 1 ? "it" : "each") + " at its next poll.";
                    case RESET -> "The failures are forgotten; disabled tasks are active again and run soon.";
                    case UNLOCK ->
                        "The run is entered as lost, and " + them
                                + " can run again as soon as the worker has stopped it.";
                    case CANCEL -> "The run ends within seconds, as cancelled and without a retry.";
                    case DELETE ->
                        "There is no way back. The ledger of the runs stays; a run that is going on is stopped.";
                };
    }

    static String count(long tasks) {
        return String.format(Locale.ROOT, "%,d", tasks) + (tasks == 1 ? " task" : " tasks");
    }

    private static String word(TaskAction action) {
        return action == TaskAction.CANCEL
                ? "Cancel the run of"
                : action.name().charAt(0) + action.word().substring(1);
    }
}
