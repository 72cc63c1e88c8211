package dev.jobrunner.scheduler.dashboard.access;

import dev.jobrunner.core.access.Role;
import dev.jobrunner.core.settings.OidcSettings;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.RequestParam;

/**
 * {@code /sign-in}: the form. A refused sign-in is forwarded to {@code /sign-in/again} with its status set and the attribute
 * {@code refused}, {@code wait} (seconds) or {@code noSso} (a sentence); the path of the form itself would be taken for
 * another try. Whoever is signed in without a role learns that here.
 */
@Controller
final class SignInPage {

    private static final String HOME = "redirect:/";

    private final boolean sso;

    SignInPage(OidcSettings oidc) {
        this.sso = oidc.isOn();
    }

    @GetMapping("/sign-in")
    String form(
            Model model,
            HttpServletRequest request,
            @RequestParam(name = "signed_out", required = false) @Nullable String signedOut) {
        model.addAttribute("signedOut", signedOut != null);
        return show(model, request);
    }

    @RequestMapping(
            path = "/sign-in/again",
            method = {RequestMethod.GET, RequestMethod.POST})
    String again(
            Model model,
            HttpServletRequest request,
            @RequestAttribute(required = false) @Nullable Boolean refused,
            @RequestAttribute(required = false) @Nullable Long wait,
            @RequestAttribute(required = false) @Nullable String noSso) {
        if (request.getDispatcherType() != DispatcherType.FORWARD) {
            return HOME;
        }
        model.addAttribute("refused", refused != null);
        model.addAttribute("wait", wait);
        model.addAttribute("noSso", noSso);
        return show(model, request);
    }

    private String show(Model model, HttpServletRequest request) {
        if (request.getUserPrincipal() != null) {
            return request.isUserInRole(Role.VIEWER.word()) ? HOME : "no-role";
        }
        String next = request.getParameter("next");
        model.addAttribute("next", next == null ? "" : next);
        model.addAttribute("sso", sso);
        return "sign-in";
    }
}
