package dev.jobrunner.scheduler.dashboard.task;

import dev.jobrunner.core.audit.Actor;
import dev.jobrunner.core.task.InvalidTaskException;
import dev.jobrunner.core.task.Task;
import dev.jobrunner.core.task.TaskAction;
import dev.jobrunner.core.task.TaskChange;
import dev.jobrunner.core.task.TaskChanges;
import dev.jobrunner.core.task.TaskConflictException;
import dev.jobrunner.core.task.TaskDefinitions;
import dev.jobrunner.core.task.TaskEdit;
import dev.jobrunner.core.task.TaskFilter;
import dev.jobrunner.core.task.TaskSearch;
import dev.jobrunner.scheduler.dashboard.Flash;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import org.springframework.web.servlet.view.RedirectView;

/** What the buttons of a task do. */
@Controller
final class TaskDeeds {

    private final TaskChanges changes;
    private final TaskDefinitions definitions;
    private final TaskSearch tasks;

    TaskDeeds(TaskChanges changes, TaskDefinitions definitions, TaskSearch tasks) {
        this.changes = changes;
        this.definitions = definitions;
        this.tasks = tasks;
    }

    @GetMapping({"/tasks/{id}/cancel", "/tasks/{id}/unlock", "/tasks/{id}/delete"})
    String ask(@PathVariable long id, Model model, HttpServletRequest request) {
        Task task = tasks.find(id).orElseThrow(() -> TaskPage.absent(id));
        TaskAction action = action(request);
        if (changes.preview(action, TaskFilter.byId(id)).changed() == 0) {
            model.addAttribute("sentence", "It is " + action.whyNot(task) + ".").addAttribute("back", "/tasks/" + id);
            return "tasks-none";
        }
        model.addAttribute("task", task)
                .addAttribute("title", Question.title(action, TaskPage.title(task)))
                .addAttribute("sentence", Question.sentence(action, 1))
                .addAttribute("verb", Question.verb(action, 1))
                .addAttribute("action", "/tasks/" + id + "/" + action.word())
                .addAttribute("back", "/tasks/" + id);
        return "task-confirm";
    }

    @PostMapping({
        "/tasks/{id}/pause",
        "/tasks/{id}/resume",
        "/tasks/{id}/reset",
        "/tasks/{id}/unlock",
        "/tasks/{id}/cancel",
        "/tasks/{id}/run",
        "/tasks/{id}/delete"
    })
    RedirectView act(
            @PathVariable long id,
            @RequestParam(defaultValue = "") String payload,
            HttpServletRequest request,
            Actor actor,
            RedirectAttributes redirect) {
        Task task = tasks.find(id).orElseThrow(() -> TaskPage.absent(id));
        TaskAction action = action(request);
        TaskFilter it = TaskFilter.byId(id);
        try {
            TaskChange change = action == TaskAction.RUN && !payload.isBlank()
                    ? changes.run(it, payload, actor)
                    : changes.apply(action, it, actor);
            redirect.addFlashAttribute(Flash.NAME, said(action, task, change));
        } catch (InvalidTaskException e) {
            redirect.addFlashAttribute(Flash.NAME, Flash.bad("Not started: " + e.getMessage() + "."));
        }
        return SeeOther.to(action == TaskAction.DELETE ? "/tasks" : "/tasks/" + id);
    }

    /** For those that resume and reset do not touch: completed ones that recur, and words of an old system. */
    @PostMapping("/tasks/{id}/activate")
    RedirectView activate(@PathVariable long id, Actor actor, RedirectAttributes redirect) {
        Task task = tasks.find(id).orElseThrow(() -> TaskPage.absent(id));
        try {
            if (!definitions.edit(id, TaskEdit.ofStatus("active"), null, actor)) {
                throw TaskPage.absent(id);
            }
            redirect.addFlashAttribute(Flash.NAME, Flash.good(TaskPage.title(task) + " is active again."));
        } catch (TaskConflictException e) {
            redirect.addFlashAttribute(Flash.NAME, Flash.bad("Nothing changed: " + e.getMessage() + "."));
        }
        return SeeOther.to("/tasks/" + id);
    }

    private Flash said(TaskAction action, Task before, TaskChange change) {
        if (change.changed() == 0) {
            Optional<Task> now = tasks.find(before.id());
            return Flash.bad(now.map(task -> "Nothing changed: it is " + action.whyNot(task) + ".")
                    .orElse("It is gone already."));
        }
        String title = TaskPage.title(before);
        return Flash.good(
                switch (action) {
                    case PAUSE -> title + " is paused: no new run starts.";
                    case RESUME -> title + " is active again.";
                    case RUN -> title + " is due now: a free worker takes it at its next poll.";
                    case RESET -> title + " is active, its failures are forgotten.";
                    case UNLOCK ->
                        title + " is unlocked: it can run again as soon as the worker has stopped the old run.";
                    case CANCEL -> title + " has been told to stop.";
                    case DELETE -> title + " is deleted. The ledger of its runs stays.";
                });
    }

    private static TaskAction action(HttpServletRequest request) {
        String path = request.getServletPath();
        return Question.action(path.substring(path.lastIndexOf('/') + 1));
    }
}
