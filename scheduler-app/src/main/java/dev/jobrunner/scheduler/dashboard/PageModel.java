package dev.jobrunner.scheduler.dashboard;

import dev.jobrunner.core.upkeep.SchedulerIdentity;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ModelAttribute;

/** Gives every page what the layout and the fragments need: {@code who, places, path, version, say, marks, failure}. */
@ControllerAdvice(annotations = Controller.class)
final class PageModel {

    private static final Marks MARKS = new Marks();

    private final Words words;
    private final String version;

    PageModel(Clock clock, SchedulerIdentity scheduler) {
        this.words = new Words(clock);
        this.version = scheduler.version();
    }

    @ModelAttribute
    void add(Model model, HttpServletRequest request) {
        model.addAttribute("who", Who.of(request))
                .addAttribute("places", Place.values())
                .addAttribute(
                        "path",
                        request.getRequestURI()
                                .substring(request.getContextPath().length()))
                .addAttribute("version", version)
                .addAttribute("say", words)
                .addAttribute("marks", MARKS)
                .addAttribute("failure", Failure.of(request));
    }
}
