package dev.jobrunner.scheduler.dashboard.task;

import dev.jobrunner.core.task.Task;
import dev.jobrunner.core.task.TaskFilter;
import dev.jobrunner.core.task.TaskSearch;
import dev.jobrunner.scheduler.dashboard.run.Sparkline;
import dev.jobrunner.scheduler.dashboard.run.TaskHistoryView;
import dev.jobrunner.scheduler.input.InvalidInputException;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** {@code GET /tasks}: the tasks that match what the address says. */
@Controller
final class TasksPage {

    private static final int SHOWN = 50;

    private final TaskSearch tasks;
    private final TaskHistoryView history;

    TasksPage(TaskSearch tasks, TaskHistoryView history) {
        this.tasks = tasks;
        this.history = history;
    }

    @GetMapping("/tasks")
    String list(HttpServletRequest request, @RequestParam(defaultValue = "") String after, Model model) {
        TaskQueryForm query = TaskQueryForm.of(request);
        TaskFilter filter = query.filter();
        List<Task> found = tasks.search(filter, after.isBlank() ? Long.MIN_VALUE : id(after), SHOWN + 1);
        List<Task> shown = found.subList(0, Math.min(found.size(), SHOWN));
        Map<Long, Sparkline> runs =
                history.sparklines(shown.stream().map(Task::id).toList());
        String path = query.path();
        model.addAttribute("query", query)
                .addAttribute("types", tasks.types())
                .addAttribute("total", tasks.count(filter))
                .addAttribute(
                        "rows",
                        shown.stream()
                                .map(task -> TaskRow.of(task, Objects.requireNonNull(runs.get(task.id()))))
                                .toList())
                .addAttribute("first", after.isBlank() ? null : path)
                .addAttribute(
                        "next",
                        found.size() <= SHOWN
                                ? null
                                : path + (path.contains("?") ? "&" : "?") + "after="
                                        + shown.get(SHOWN - 1).id());
        return "tasks";
    }

    private static long id(String after) {
        if (!after.matches("-?\\d{1,18}")) {
            throw new InvalidInputException("after", after, "the id of the last task of the page before");
        }
        return Long.parseLong(after);
    }
}
