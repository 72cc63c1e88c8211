package dev.jobrunner.scheduler.dashboard.task;

import org.springframework.http.HttpStatus;
import org.springframework.web.servlet.view.RedirectView;

/** The answer to a form that has done something: go on there, so that reloading does not do it again. */
final class SeeOther {

    private SeeOther() {}

    /** @param path within the application, ready for an address */
    static RedirectView to(String path) {
        RedirectView view = new RedirectView(path, true);
        view.setStatusCode(HttpStatus.SEE_OTHER);
        view.setExpandUriTemplateVariables(false);
        return view;
    }
}
