package dev.jobrunner.scheduler.dashboard.task;

import dev.jobrunner.core.audit.Actor;
import dev.jobrunner.core.calendar.Calendar;
import dev.jobrunner.core.calendar.Calendars;
import dev.jobrunner.core.task.Task;
import dev.jobrunner.core.task.TaskDefinitions;
import dev.jobrunner.core.task.TaskSearch;
import dev.jobrunner.scheduler.dashboard.Flash;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.time.ZoneId;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The form that makes and edits tasks, with the cron editor. What is wrong stands at its field, and nothing typed is lost. */
@Controller
final class TaskFormPage {

    private final TaskDefinitions definitions;
    private final TaskSearch tasks;
    private final Calendars calendars;
    private final Clock clock;

    TaskFormPage(TaskDefinitions definitions, TaskSearch tasks, Calendars calendars, Clock clock) {
        this.definitions = definitions;
        this.tasks = tasks;
        this.calendars = calendars;
        this.clock = clock;
    }

    @GetMapping("/tasks/new")
    String make(Model model) {
        return page(null, TaskForm.empty(), model);
    }

    @GetMapping("/tasks/{id}/edit")
    String edit(@PathVariable long id, Model model) {
        Task task = tasks.find(id).orElseThrow(() -> TaskPage.absent(id));
        return page(task, TaskForm.of(task), model);
    }

    /** The part of the form that follows what is typed. */
    @GetMapping("/tasks/preview")
    String preview(HttpServletRequest request, Model model) {
        model.addAttribute("schedule", SchedulePeek.of(TaskForm.of(request), calendars::known, clock.instant()));
        return "task-form :: preview";
    }

    @PostMapping("/tasks")
    Object create(
            HttpServletRequest request,
            HttpServletResponse response,
            Actor actor,
            Model model,
            RedirectAttributes redirect) {
        TaskForm form = TaskForm.of(request);
        return saved(null, form, response, model, redirect, () -> definitions.create(form.creation(), actor));
    }

    @PostMapping("/tasks/{id}/edit")
    Object save(
            @PathVariable long id,
            HttpServletRequest request,
            HttpServletResponse response,
            Actor actor,
            Model model,
            RedirectAttributes redirect) {
        Task task = tasks.find(id).orElseThrow(() -> TaskPage.absent(id));
        TaskForm form = TaskForm.of(request);
        String version = form.value("version").isBlank() ? null : form.value("version");
        return saved(task, form, response, model, redirect, () -> {
            if (!definitions.edit(id, form.edit(), version, actor)) {
                throw TaskPage.absent(id);
            }
            return id;
        });
    }

    private Object saved(
            @Nullable Task task,
            TaskForm form,
            HttpServletResponse response,
            Model model,
            RedirectAttributes redirect,
            Supplier<Long> work) {
        long id;
        try {
            id = work.get();
        } catch (RuntimeException e) {
            TaskForm refused = form.refused(e).orElseThrow(() -> e);
            response.setStatus(
                    e instanceof IllegalArgumentException
                            ? HttpServletResponse.SC_BAD_REQUEST
                            : HttpServletResponse.SC_CONFLICT);
            return page(task, refused, model);
        }
        redirect.addFlashAttribute(Flash.NAME, Flash.good(task == null ? "The task is made." : "Saved."));
        return SeeOther.to("/tasks/" + id);
    }

    private String page(@Nullable Task task, TaskForm form, Model model) {
        model.addAttribute("task", task)
                .addAttribute("title", task == null ? "New task" : "Edit " + TaskPage.title(task))
                .addAttribute("form", form)
                .addAttribute("types", tasks.types())
                .addAttribute(
                        "zones",
                        ZoneId.getAvailableZoneIds().stream()
                                .filter(each -> each.contains("/"))
                                .sorted()
                                .toList())
                .addAttribute(
                        "calendars",
                        calendars.list().stream().map(Calendar::name).toList())
                .addAttribute("schedule", SchedulePeek.of(form, calendars::known, clock.instant()));
        return "task-form";
    }
}
