package dev.jobrunner.scheduler.dashboard;

import jakarta.servlet.http.HttpServletRequest;
import java.security.Principal;

/**
 * Who looks at a page, and what a page may offer them. It only decides what is shown: what is allowed is decided where the
 * request arrives.
 *
 * @param name of the person; {@code nobody} where nobody is signed in
 * @param operates whether they may change tasks, runs and workers, and read the audit
 * @param administers whether they may manage tokens and delete tasks
 */
public record Who(String name, boolean signedIn, boolean operates, boolean administers) {

    static Who of(HttpServletRequest request) {
        Principal principal = request.getUserPrincipal();
        if (principal == null) {
            return new Who("nobody", false, false, false);
        }
        boolean administers = request.isUserInRole("admin");
        return new Who(principal.getName(), true, administers || request.isUserInRole("operator"), administers);
    }
}
