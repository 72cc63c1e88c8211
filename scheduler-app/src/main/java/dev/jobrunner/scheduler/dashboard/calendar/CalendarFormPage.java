package dev.jobrunner.scheduler.dashboard.calendar;

import dev.jobrunner.core.audit.Actor;
import dev.jobrunner.core.calendar.CalendarConflictException;
import dev.jobrunner.core.calendar.Calendars;
import dev.jobrunner.core.schedule.InvalidScheduleException;
import dev.jobrunner.scheduler.dashboard.Flash;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The editor of calendars. What is wrong stands at its field, and nothing typed is lost. */
@Controller
final class CalendarFormPage {

    private final Calendars calendars;
    private final Clock clock;

    CalendarFormPage(Calendars calendars, Clock clock) {
        this.calendars = calendars;
        this.clock = clock;
    }

    @GetMapping("/calendars/new")
    String make(Model model) {
        return page(null, CalendarForm.empty(), model);
    }

    @GetMapping("/calendars/{name}/edit")
    String edit(@PathVariable String name, Model model) {
        return page(
                name, calendars.find(name).map(CalendarForm::of).orElseThrow(() -> CalendarsPage.absent(name)), model);
    }

    /** The part of the form that follows what is typed. */
    @GetMapping("/calendars/preview")
    String preview(
            @RequestParam(name = "time_zone", defaultValue = "") String timeZone,
            @RequestParam(defaultValue = "") String periods,
            Model model) {
        model.addAttribute(
                "calendar", CalendarPeek.of(new CalendarForm("", timeZone, periods, "", null, null), clock.instant()));
        return "calendar-form :: preview";
    }

    @PostMapping("/calendars")
    Object create(
            @RequestParam(defaultValue = "") String name,
            @RequestParam(name = "time_zone", defaultValue = "") String timeZone,
            @RequestParam(defaultValue = "") String periods,
            Actor actor,
            Model model,
            HttpServletResponse response,
            RedirectAttributes redirect) {
        CalendarForm form = new CalendarForm(name, timeZone, periods, "", null, null);
        if (calendars.find(name.strip()).isPresent()) {
            response.setStatus(HttpServletResponse.SC_CONFLICT);
            return page(null, form.refused("name", "There is a calendar of this name; edit it instead."), model);
        }
        return saved(null, form, actor, model, response, redirect);
    }

    @PostMapping("/calendars/{name}/edit")
    Object save(
            @PathVariable String name,
            @RequestParam(name = "time_zone", defaultValue = "") String timeZone,
            @RequestParam(defaultValue = "") String periods,
            @RequestParam(defaultValue = "") String version,
            Actor actor,
            Model model,
            HttpServletResponse response,
            RedirectAttributes redirect) {
        if (calendars.find(name).isEmpty()) {
            throw CalendarsPage.absent(name);
        }
        CalendarForm form = new CalendarForm(name, timeZone, periods, version, null, null);
        return saved(name, form, actor, model, response, redirect);
    }

    private Object saved(
            @Nullable String name,
            CalendarForm form,
            Actor actor,
            Model model,
            HttpServletResponse response,
            RedirectAttributes redirect) {
        try {
            calendars.set(form.definition(), form.version().isBlank() ? null : form.version(), actor);
        } catch (InvalidScheduleException e) {
            response.setStatus(HttpServletResponse.SC_BAD_REQUEST);
            return page(name, form.refused(e), model);
        } catch (CalendarConflictException e) {
            response.setStatus(HttpServletResponse.SC_CONFLICT);
            return page(name, form.refused("version", String.valueOf(e.getMessage())), model);
        }
        redirect.addFlashAttribute(
                Flash.NAME,
                Flash.good(
                        name == null
                                ? "The calendar is made. A task names it in its form."
                                : "Saved. Its tasks are planned anew at the next tick."));
        return CalendarsPage.back();
    }

    private String page(@Nullable String name, CalendarForm form, Model model) {
        model.addAttribute("name", name)
                .addAttribute("title", name == null ? "New calendar" : "Edit calendar " + name)
                .addAttribute("form", form)
                .addAttribute(
                        "zones",
                        ZoneId.getAvailableZoneIds().stream()
                                .filter(each -> each.contains("/"))
                                .sorted()
                                .toList())
                .addAttribute("calendar", CalendarPeek.of(form, clock.instant()));
        return "calendar-form";
    }
}
