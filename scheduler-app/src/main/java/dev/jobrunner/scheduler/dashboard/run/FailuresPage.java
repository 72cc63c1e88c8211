package dev.jobrunner.scheduler.dashboard.run;

import dev.jobrunner.core.audit.Actor;
import dev.jobrunner.core.insight.FailureGroup;
import dev.jobrunner.core.insight.FailureGroups;
import dev.jobrunner.core.insight.FailureGroups.Found;
import dev.jobrunner.core.insight.FailureRetry;
import dev.jobrunner.scheduler.dashboard.Flash;
import dev.jobrunner.scheduler.dashboard.NotThereException;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import org.springframework.web.servlet.view.RedirectView;

/** {@code /failures}: what fails, each fault once, and the way to retry all of it. */
@Controller
final class FailuresPage {

    private static final int MOST = 100;

    private final FailureGroups failures;
    private final FailureRetry retry;
    private final Clock clock;

    FailuresPage(FailureGroups failures, FailureRetry retry, Clock clock) {
        this.failures = failures;
        this.retry = retry;
        this.clock = clock;
    }

    @GetMapping("/failures")
    String show(@RequestParam(required = false) @Nullable String range, Model model) {
        FailureRange shown = FailureRange.parse(range);
        Found found = failures.find(shown.from(clock), null);
        List<FailureGroup> groups = found.groups();
        model.addAttribute("range", shown)
                .addAttribute("ranges", FailureRange.values())
                .addAttribute("from", shown.from(clock))
                .addAttribute("countedFrom", found.countedFrom())
                .addAttribute("groups", groups.subList(0, Math.min(MOST, groups.size())))
                .addAttribute("unshown", Math.max(0, groups.size() - MOST))
                .addAttribute(
                        "failing",
                        groups.stream()
                                .flatMap(group -> group.retryTaskIds().stream())
                                .distinct()
                                .count());
        return "run/failures";
    }

    @GetMapping("/failures/retry")
    String askToRetry(@RequestParam String group, @RequestParam(required = false) @Nullable String range, Model model) {
        model.addAttribute("group", group(group, FailureRange.parse(range)))
                .addAttribute("range", FailureRange.parse(range));
        return "run/retry";
    }

    @PostMapping("/failures/retry")
    RedirectView retry(
            @RequestParam String group,
            @RequestParam(required = false) @Nullable String range,
            Actor actor,
            RedirectAttributes redirect) {
        FailureRange shown = FailureRange.parse(range);
        long tasks = retry.retry(group(group, shown), actor);
        redirect.addFlashAttribute(
                Flash.NAME,
                tasks == 0
                        ? Flash.warn("Nothing to retry: no task of that group fails any more, or it is just running.")
                        : Flash.good(
                                        tasks == 1
                                                ? "1 task is due now, its failures forgotten."
                                                : tasks + " tasks are due now, their failures forgotten.")
                                .leadingTo("/runs?status=running", "Show what runs"));
        RedirectView back = new RedirectView("/failures?range=" + shown.word(), true);
        back.setStatusCode(HttpStatus.SEE_OTHER);
        return back;
    }

    private FailureGroup group(String id, FailureRange range) {
        return failures.find(id, range.from(clock), null)
                .orElseThrow(() -> new NotThereException(
                        "No failure of that kind is left in this time. The list of failures shows what is."));
    }
}
