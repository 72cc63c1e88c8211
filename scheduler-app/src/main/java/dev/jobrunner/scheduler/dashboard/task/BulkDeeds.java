package dev.jobrunner.scheduler.dashboard.task;

import dev.jobrunner.core.audit.Actor;
import dev.jobrunner.core.task.TaskAction;
import dev.jobrunner.core.task.TaskChange;
import dev.jobrunner.core.task.TaskChanges;
import dev.jobrunner.core.task.TaskFilter;
import dev.jobrunner.scheduler.dashboard.Flash;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/**
 * {@code POST /tasks/bulk}: the first time it asks, saying how many it would change and how many not and why; with
 * {@code confirmed}, which is the number that it said, it does it; should that be more tasks by then, it asks anew.
 */
@Controller
final class BulkDeeds {

    private final TaskChanges changes;

    BulkDeeds(TaskChanges changes) {
        this.changes = changes;
    }

    @PostMapping("/tasks/bulk")
    Object act(
            @RequestParam String action,
            @RequestParam(defaultValue = "") List<Long> id,
            @RequestParam(defaultValue = "false") boolean all,
            @RequestParam(required = false) @Nullable Long confirmed,
            HttpServletRequest request,
            Actor actor,
            Model model,
            RedirectAttributes redirect) {
        TaskAction wanted = Question.action(action);
        if (wanted == TaskAction.DELETE && !request.isUserInRole("admin")) {
            throw new ResponseStatusException(HttpStatus.FORBIDDEN);
        }
        TaskQueryForm query = TaskQueryForm.of(request);
        if (!all && id.isEmpty()) {
            return nothing("Nothing is selected.", query, model);
        }
        TaskFilter filter = all ? query.filter() : TaskFilter.byIds(id);
        Optional<TaskChange> outcome =
                confirmed == null ? Optional.empty() : changes.applyToAtMost(confirmed, wanted, filter, actor);
        if (outcome.isEmpty()) {
            String before = confirmed == null ? "" : "More tasks match by now, so nothing was done. ";
            return ask(wanted, changes.preview(wanted, filter), before, query, all ? List.of() : id, model);
        }
        TaskChange done = outcome.get();
        String text = wanted.done(done.changed()) + "." + rest(done);
        redirect.addFlashAttribute(Flash.NAME, done.changed() == 0 ? Flash.bad(text) : Flash.good(text));
        return SeeOther.to(query.path());
    }

    private static String ask(
            TaskAction action, TaskChange would, String before, TaskQueryForm query, List<Long> ids, Model model) {
        String sentence = before + Question.sentence(action, would.changed()) + rest(would);
        if (would.changed() == 0) {
            return nothing(sentence, query, model);
        }
        model.addAttribute("title", Question.title(action, Question.count(would.changed())))
                .addAttribute("sentence", sentence)
                .addAttribute("verb", Question.verb(action, would.changed()))
                .addAttribute("word", action.word())
                .addAttribute("tasks", would.changed())
                .addAttribute("ids", ids)
                .addAttribute("query", query)
                .addAttribute("back", query.path())
                .addAttribute("action", "/tasks/bulk");
        return "tasks-confirm";
    }

    private static String nothing(String sentence, TaskQueryForm query, Model model) {
        model.addAttribute("sentence", sentence).addAttribute("back", query.path());
        return "tasks-none";
    }

    /** What is left as it is, and why. */
    private static String rest(TaskChange change) {
        return change.refused().stream()
                .map(each -> Question.count(each.tasks()) + " (" + each.reason() + ")")
                .reduce((one, other) -> one + ", " + other)
                .map(refused -> " Not changed: " + refused + ".")
                .orElse("");
    }
}
