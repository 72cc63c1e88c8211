package dev.jobrunner.scheduler.dashboard.access;

import dev.jobrunner.core.access.IssuedToken;
import dev.jobrunner.core.access.NewToken;
import dev.jobrunner.core.access.Role;
import dev.jobrunner.core.access.Token;
import dev.jobrunner.core.access.TokenStore;
import dev.jobrunner.core.audit.Actor;
import dev.jobrunner.scheduler.dashboard.Flash;
import dev.jobrunner.scheduler.dashboard.NotThereException;
import dev.jobrunner.scheduler.input.InvalidInputException;
import dev.jobrunner.scheduler.input.TokenRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import org.springframework.web.servlet.view.RedirectView;

/** {@code /tokens}: which programs get in, a new token (shown once), and taking one back. */
@Controller
@RequestMapping("/tokens")
final class TokensPage {

    private static final int SHOWN = 200;

    private final TokenStore tokens;

    TokensPage(TokenStore tokens) {
        this.tokens = tokens;
    }

    @GetMapping
    String list(Model model) {
        return page(model, new Form("", Role.VIEWER.word(), "90", null, null));
    }

    @PostMapping
    Object create(
            @RequestParam(defaultValue = "") String name,
            @RequestParam(defaultValue = "") String role,
            @RequestParam(name = "expires_days", defaultValue = "") String expiresDays,
            Actor actor,
            Model model,
            HttpServletResponse response,
            RedirectAttributes redirect) {
        NewToken wanted;
        try {
            wanted = TokenRequest.parse(name, role, expiresDays);
        } catch (InvalidInputException e) {
            response.setStatus(HttpServletResponse.SC_BAD_REQUEST);
            return page(model, new Form(name, role, expiresDays, e.field(), "Allowed is " + e.allowed() + "."));
        }
        Optional<IssuedToken> issued = tokens.create(wanted, actor);
        if (issued.isEmpty()) {
            response.setStatus(HttpServletResponse.SC_CONFLICT);
            return page(
                    model, new Form(name, role, expiresDays, "name", "Another token has this name: revoke it first."));
        }
        redirect.addFlashAttribute("issued", issued.get());
        return back();
    }

    @GetMapping("/{id}/revoke")
    String ask(@PathVariable long id, Model model) {
        model.addAttribute("token", tokens.find(id).orElseThrow(() -> absent(id)));
        return "token-revoke";
    }

    @PostMapping("/{id}/revoke")
    RedirectView revoke(@PathVariable long id, Actor actor, RedirectAttributes redirect) {
        Optional<Token> revoked = tokens.revoke(id, actor);
        String name =
                revoked.or(() -> tokens.find(id)).orElseThrow(() -> absent(id)).name();
        redirect.addFlashAttribute(
                Flash.NAME,
                revoked.isPresent()
                        ? Flash.good("Token '" + name + "' is revoked. It lets nobody in any more.")
                        : Flash.warn("Token '" + name + "' was revoked before."));
        return back();
    }

    private String page(Model model, Form form) {
        List<Token> newest = tokens.list(Long.MAX_VALUE, SHOWN);
        model.addAttribute("tokens", newest);
        model.addAttribute("more", newest.size() == SHOWN);
        model.addAttribute("roles", List.of(Role.values()));
        model.addAttribute("form", form);
        return "tokens";
    }

    private static NotThereException absent(long id) {
        return new NotThereException("Token " + id + " does not exist.");
    }

    private static RedirectView back() {
        RedirectView view = new RedirectView("/tokens", true);
        view.setStatusCode(HttpStatus.SEE_OTHER);
        return view;
    }

    /**
     * What was typed, and what is wrong with it.
     *
     * @param wrong name of the field; null if nothing is
     */
    public record Form(
            String name,
            String role,
            String expiresDays,
            @Nullable String wrong,
            @Nullable String why) {}
}
