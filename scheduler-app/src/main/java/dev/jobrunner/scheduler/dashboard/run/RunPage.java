package dev.jobrunner.scheduler.dashboard.run;

import dev.jobrunner.core.audit.Actor;
import dev.jobrunner.core.insight.RunDetails;
import dev.jobrunner.core.insight.RunOutputReader;
import dev.jobrunner.core.insight.RunReader;
import dev.jobrunner.core.insight.RunText;
import dev.jobrunner.core.task.RunCancel;
import dev.jobrunner.scheduler.dashboard.Flash;
import dev.jobrunner.scheduler.dashboard.NotThereException;
import java.time.Clock;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import org.springframework.web.servlet.view.RedirectView;

/** {@code /runs/{id}}: one run, with what it prints while it prints it. */
@Controller
final class RunPage {

    private final RunReader reader;
    private final RunOutputReader outputs;
    private final RunCancel cancel;
    private final Clock clock;

    RunPage(RunReader reader, RunOutputReader outputs, RunCancel cancel, Clock clock) {
        this.reader = reader;
        this.outputs = outputs;
        this.cancel = cancel;
        this.clock = clock;
    }

    @GetMapping("/runs/{id}")
    String show(@PathVariable long id, Model model) {
        // the output first: should the run end in between, the page goes on from there and finds the end itself
        RunText output = outputs.read(id).orElseGet(() -> new RunText(false, "", List.of()));
        RunDetails details = details(id);
        model.addAttribute("details", details)
                .addAttribute("line", RunLine.of(details.run(), clock.instant()))
                .addAttribute("steps", RunPicture.steps(details))
                .addAttribute("picture", RunPicture.of(details, clock.instant()))
                .addAttribute(
                        "attempts",
                        details.attempts().stream()
                                .map(run -> RunLine.of(run, clock.instant()))
                                .toList())
                .addAttribute("output", output)
                .addAttribute("title", "Run " + id);
        return "run/show";
    }

    @GetMapping("/runs/{id}/cancel")
    String askToCancel(@PathVariable long id, Model model) {
        model.addAttribute("details", details(id));
        return "run/cancel";
    }

    @PostMapping("/runs/{id}/cancel")
    RedirectView cancel(@PathVariable long id, Actor actor, RedirectAttributes redirect) {
        boolean asked = cancel.cancel(id, actor);
        RunDetails details = details(id);
        redirect.addFlashAttribute(
                Flash.NAME,
                asked
                        ? Flash.good("Run " + id + " is told to stop. It ends as cancelled, without a retry.")
                        : details.run().finishedAt() == null
                                ? Flash.warn("Run " + id + " has been told to stop before.")
                                : Flash.warn("Run " + id + " has ended already, as "
                                        + details.run().status() + "."));
        RedirectView back = new RedirectView("/runs/" + id, true);
        back.setStatusCode(HttpStatus.SEE_OTHER);
        return back;
    }

    private RunDetails details(long id) {
        return reader.find(id)
                .orElseThrow(() -> new NotThereException(
                        "Run " + id + " is not known. Either it never was, or its entry has been cleaned up."));
    }
}
