package dev.jobrunner.scheduler.dashboard.calendar;

import dev.jobrunner.core.audit.Actor;
import dev.jobrunner.core.calendar.CalendarConflictException;
import dev.jobrunner.core.calendar.Calendars;
import dev.jobrunner.scheduler.dashboard.Flash;
import dev.jobrunner.scheduler.dashboard.NotThereException;
import java.time.Clock;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import org.springframework.web.servlet.view.RedirectView;

/** {@code /calendars}: which there are, and deleting one. */
@Controller
final class CalendarsPage {

    private final Calendars calendars;
    private final Clock clock;

    CalendarsPage(Calendars calendars, Clock clock) {
        this.calendars = calendars;
        this.clock = clock;
    }

    @GetMapping("/calendars")
    String list(Model model) {
        model.addAttribute("calendars", calendars.list()).addAttribute("now", clock.instant());
        return "calendars";
    }

    @GetMapping("/calendars/{name}/delete")
    String ask(@PathVariable String name, Model model) {
        model.addAttribute("calendar", calendars.find(name).orElseThrow(() -> absent(name)));
        return "calendar-delete";
    }

    @PostMapping("/calendars/{name}/delete")
    RedirectView delete(@PathVariable String name, Actor actor, RedirectAttributes redirect) {
        try {
            if (!calendars.delete(name, actor)) {
                throw absent(name);
            }
            redirect.addFlashAttribute(Flash.NAME, Flash.good("Calendar " + name + " is deleted."));
        } catch (CalendarConflictException e) {
            redirect.addFlashAttribute(Flash.NAME, Flash.bad("Not deleted: " + e.getMessage() + "."));
        }
        return back();
    }

    static RedirectView back() {
        RedirectView view = new RedirectView("/calendars", true);
        view.setStatusCode(HttpStatus.SEE_OTHER);
        return view;
    }

    static NotThereException absent(String name) {
        return new NotThereException("Calendar " + name + " does not exist (any more).");
    }
}
