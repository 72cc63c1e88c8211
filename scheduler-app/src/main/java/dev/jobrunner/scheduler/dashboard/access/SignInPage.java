package dev.jobrunner.scheduler.dashboard.access;

import dev.jobrunner.core.access.Role;
import dev.jobrunner.core.settings.OidcSettings;
import jakarta.servlet.http.HttpServletRequest;
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
 * attribute {@code refused}, {@code wait} (seconds) or {@code noSso} (a sentence). Whoever is signed in without a role learns
 * that here.
 */
@Controller
final class SignInPage {

    private final boolean sso;

    SignInPage(OidcSettings oidc) {
        this.sso = oidc.isOn();
    }

    @RequestMapping(
            path = "/sign-in",
            method = {RequestMethod.GET, RequestMethod.POST})
    String form(
            Model model,
            HttpServletRequest request,
            @Nullable Principal principal,
            @RequestParam(defaultValue = "") String next,
            @RequestParam(name = "signed_out", required = false) @Nullable String signedOut,
            @RequestAttribute(required = false) @Nullable Boolean refused,
            @RequestAttribute(required = false) @Nullable Long wait,
            @RequestAttribute(required = false) @Nullable String noSso) {
        if (principal != null) {
            return request.isUserInRole(Role.VIEWER.word()) ? "redirect:/" : "no-role";
        }
        model.addAttribute("next", next);
        model.addAttribute("signedOut", signedOut != null);
        model.addAttribute("refused", refused != null);
        model.addAttribute("wait", wait);
        model.addAttribute("sso", sso);
        model.addAttribute("noSso", noSso);
        return "sign-in";
    }
}
