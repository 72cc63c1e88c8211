package dev.jobrunner.scheduler.dashboard.task;

import dev.jobrunner.core.audit.Actor;
import dev.jobrunner.core.backfill.Backfill;
import dev.jobrunner.core.backfill.BackfillPlan;
import dev.jobrunner.core.backfill.BackfillRefusedException;
import dev.jobrunner.core.backfill.BackfillRequest;
import dev.jobrunner.core.backfill.Backfills;
import dev.jobrunner.core.schedule.InvalidScheduleException;
import dev.jobrunner.core.task.Task;
import dev.jobrunner.core.task.TaskSearch;
import dev.jobrunner.scheduler.dashboard.Flash;
import dev.jobrunner.scheduler.input.BackfillText;
import dev.jobrunner.scheduler.input.InvalidInputException;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import org.springframework.web.servlet.view.RedirectView;

/** {@code /tasks/{id}/backfills}: how far those of a task are, and a form for another; what it would do is shown before it does. */
@Controller
final class BackfillsPage {

    private final Backfills backfills;
    private final TaskSearch tasks;

    BackfillsPage(Backfills backfills, TaskSearch tasks) {
        this.backfills = backfills;
        this.tasks = tasks;
    }

    @GetMapping("/tasks/{id}/backfills")
    String show(@PathVariable long id, Model model) {
        return page(task(id), new Form("", "", "1", null, null, null), model);
    }

    @PostMapping("/tasks/{id}/backfills")
    Object start(
            @PathVariable long id,
            @RequestParam(defaultValue = "") String from,
            @RequestParam(defaultValue = "") String to,
            @RequestParam(defaultValue = "1") String parallelism,
            @RequestParam(name = "dry_run", defaultValue = "false") boolean dry,
            Actor actor,
            Model model,
            HttpServletResponse response,
            RedirectAttributes redirect) {
        Task task = task(id);
        Form form = new Form(from, to, parallelism, null, null, null);
        try {
            BackfillRequest request = BackfillText.parse("", from, to, parallelism);
            if (dry) {
                BackfillPlan plan = backfills.preview(task, request);
                return page(
                        task,
                        form.saying("It " + BackfillText.sentence(plan, request.parallelism(), true) + "."),
                        model);
            }
            BackfillPlan plan = backfills.start(task, request, actor);
            redirect.addFlashAttribute(
                    Flash.NAME, Flash.good("It " + BackfillText.sentence(plan, request.parallelism(), false) + "."));
            return SeeOther.to("/tasks/" + id + "/backfills");
        } catch (InvalidInputException e) {
            response.setStatus(HttpServletResponse.SC_BAD_REQUEST);
            return page(task, form.refused(e.field(), "Allowed is " + e.allowed() + "."), model);
        } catch (BackfillRefusedException e) {
            response.setStatus(HttpServletResponse.SC_BAD_REQUEST);
            return page(task, form.refused(e.field(), "Allowed is " + e.allowed() + "."), model);
        } catch (InvalidScheduleException e) {
            response.setStatus(HttpServletResponse.SC_BAD_REQUEST);
            return page(task, form.refused("from", String.valueOf(e.getMessage())), model);
        }
    }

    @PostMapping("/tasks/{id}/backfills/stop")
    RedirectView stop(@PathVariable long id, Actor actor, RedirectAttributes redirect) {
        int left = backfills.stop(task(id), actor);
        redirect.addFlashAttribute(
                Flash.NAME, Flash.good("Stopped: " + left + " slots will not be filled. What runs goes on."));
        return SeeOther.to("/tasks/" + id + "/backfills");
    }

    private String page(Task task, Form form, Model model) {
        List<Backfill> all = backfills.of(task.id());
        model.addAttribute("task", task)
                .addAttribute("title", "Backfills of " + TaskPage.title(task))
                .addAttribute("backfills", all)
                .addAttribute("going", all.stream().anyMatch(each -> each.endedAt() == null))
                .addAttribute("form", form);
        return "task-backfills";
    }

    private Task task(long id) {
        return tasks.find(id).orElseThrow(() -> TaskPage.absent(id));
    }

    /**
     * What was typed, and what is to be said about it.
     *
     * @param says what it would do
     * @param wrongField whose value is refused
     * @param wrong why
     */
    public record Form(
            String from,
            String to,
            String parallelism,
            @Nullable String says,
            @Nullable String wrongField,
            @Nullable String wrong) {

        Form saying(String sentence) {
            return new Form(from, to, parallelism, sentence, null, null);
        }

        Form refused(String field, String why) {
            return new Form(from, to, parallelism, null, field, why);
        }
    }
}
