package dev.jobrunner.scheduler.dashboard.access;

import java.security.Principal;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.RequestParam;

/**
 * {@code /sign-in}: the form. A refused sign-in is forwarded here as the POST that it was, with its status set and the
 * attribute {@code refused} or {@code wait} (seconds).
 */
@Controller
final class SignInPage {

    @RequestMapping(
            path = "/sign-in",
            method = {RequestMethod.GET, RequestMethod.POST})
    String form(
            Model model,
            @Nullable Principal principal,
            @RequestParam(defaultValue = "") String next,
            @RequestParam(name = "signed_out", required = false) @Nullable String signedOut,
            @RequestAttribute(required = false) @Nullable Boolean refused,
            @RequestAttribute(required = false) @Nullable Long wait) {
        if (principal != null) {
            return "redirect:/";
        }
        model.addAttribute("next", next);
        model.addAttribute("signedOut", signedOut != null);
        model.addAttribute("refused", refused != null);
        model.addAttribute("wait", wait);
        return "sign-in";
    }
}
