package dev.jobrunner.scheduler.security;

import org.springframework.security.access.AccessDeniedException;

/** A browser sent the request on behalf of another site. */
final class CrossSite extends AccessDeniedException {

    private static final long serialVersionUID = 1L;

    CrossSite() {
        super("the request comes from another site");
    }
}
