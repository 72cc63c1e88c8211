package dev.jobrunner.scheduler.dashboard.task;

import dev.jobrunner.core.insight.LinkedTasks;
import dev.jobrunner.core.queue.TaskExplainer;
import dev.jobrunner.core.task.Task;
import dev.jobrunner.core.task.TaskSearch;
import dev.jobrunner.core.text.SecretFields;
import dev.jobrunner.scheduler.dashboard.NotThereException;
import dev.jobrunner.scheduler.dashboard.run.TaskHistoryView;
import dev.jobrunner.scheduler.explain.ExplanationView;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/** {@code GET /tasks/{id}}: one task; on top, why it runs or does not. */
@Controller
final class TaskPage {

    private final TaskSearch tasks;
    private final TaskExplainer explainer;
    private final TaskHistoryView history;
    private final Origins origins;
    private final LinkedTasks links;

    TaskPage(TaskSearch tasks, TaskExplainer explainer, TaskHistoryView history, Origins origins, LinkedTasks links) {
        this.tasks = tasks;
        this.explainer = explainer;
        this.history = history;
        this.origins = origins;
        this.links = links;
    }

    @GetMapping("/tasks/{id}")
    String show(@PathVariable long id, Model model) {
        Task task = tasks.find(id).orElseThrow(() -> absent(id));
        ExplanationView explanation =
                explainer.explain(id).map(ExplanationView::of).orElseThrow(() -> absent(id));
        model.addAttribute("task", task)
                .addAttribute("title", title(task))
                .addAttribute("schedule", SchedulePeek.of(task, explanation.at()))
                .addAttribute("explanation", explanation)
                .addAttribute("links", links.of(id))
                .addAttribute("origins", origins.of(task))
                .addAttribute("payload", SecretFields.hide(task.payload()))
                .addAttribute("nextPayload", task.nextPayload() == null ? null : SecretFields.hide(task.nextPayload()));
        history.addTo(model, id, task.timeZone());
        return "task";
    }

    static String title(Task task) {
        return task.name() == null ? task.taskType() + " " + task.id() : task.name();
    }

    static NotThereException absent(long id) {
        return new NotThereException("Task " + id + " does not exist (any more).");
    }
}
