package dev.jobrunner.scheduler.dashboard.audit;

import dev.jobrunner.core.audit.AuditEntry;
import dev.jobrunner.core.audit.AuditFilter;
import dev.jobrunner.core.audit.AuditSearch;
import dev.jobrunner.scheduler.input.InvalidInputException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.util.UriComponentsBuilder;

/** {@code GET /audit}: what people changed, newest first. */
@Controller
final class AuditPage {

    private static final int SHOWN = 50;

    /** For the list below the field; others can be typed. */
    private static final List<String> ACTIONS = List.of(
            "create",
            "edit",
            "pause",
            "resume",
            "run",
            "reset",
            "unlock",
            "cancel",
            "delete",
            "drain",
            "revoke",
            "sign-in",
            "sign-out");

    private final AuditSearch audit;

    AuditPage(AuditSearch audit) {
        this.audit = audit;
    }

    @GetMapping("/audit")
    String list(
            @RequestParam(defaultValue = "") String actor,
            @RequestParam(defaultValue = "") String action,
            @RequestParam(name = "subject_kind", defaultValue = "") String kind,
            @RequestParam(name = "subject_id", defaultValue = "") String subject,
            @RequestParam(defaultValue = "") String after,
            Model model) {
        AuditFilter filter = new AuditFilter(given(actor), given(action), given(kind), given(subject), null, null);
        List<AuditEntry> found = audit.search(filter, after.isBlank() ? Long.MAX_VALUE : id(after), SHOWN + 1);
        List<AuditEntry> shown = found.subList(0, Math.min(found.size(), SHOWN));
        UriComponentsBuilder path = UriComponentsBuilder.fromPath("/audit");
        for (String[] each :
                new String[][] {{"actor", actor}, {"action", action}, {"subject_kind", kind}, {"subject_id", subject}
                }) {
            if (!each[1].isBlank()) {
                path.queryParam(each[0], each[1]);
            }
        }
        String first = path.encode().build().toUriString();
        model.addAttribute("actor", actor)
                .addAttribute("actions", ACTIONS)
                .addAttribute("action", action)
                .addAttribute("kind", kind)
                .addAttribute("subject", subject)
                .addAttribute("rows", shown.stream().map(AuditRow::of).toList())
                .addAttribute("newer", after.isBlank() ? null : first)
                .addAttribute(
                        "older",
                        found.size() <= SHOWN
                                ? null
                                : first + (first.contains("?") ? "&" : "?") + "after="
                                        + shown.get(SHOWN - 1).id());
        return "audit";
    }

    private static @Nullable String given(String text) {
        return text.isBlank() ? null : text.strip();
    }

    private static long id(String after) {
        if (!after.matches("\\d{1,18}")) {
            throw new InvalidInputException("after", after, "the id of the last entry of the page before");
        }
        return Long.parseLong(after);
    }
}
