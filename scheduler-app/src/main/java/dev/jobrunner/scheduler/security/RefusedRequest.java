package dev.jobrunner.scheduler.security;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpStatus;
import org.springframework.security.web.firewall.RequestRejectedException;
import org.springframework.security.web.firewall.RequestRejectedHandler;

/** Answers requests whose address or headers hold what is only found in attacks, before anything else looks at them. */
final class RefusedRequest implements RequestRejectedHandler {

    private final ApiAnswers programs;

    RefusedRequest(ApiAnswers programs) {
        this.programs = programs;
    }

    @Override
    public void handle(HttpServletRequest request, HttpServletResponse response, RequestRejectedException failure)
            throws IOException {
        if (request.getRequestURI().startsWith(request.getContextPath() + "/api/")) {
            programs.write(
                    request,
                    response,
                    HttpStatus.BAD_REQUEST,
                    "Invalid address",
                    "The address, a parameter or a header holds what is never allowed there, such as a control"
                            + " character, '%', '\\', ';' or '//'.");
        } else {
            response.sendError(HttpStatus.BAD_REQUEST.value());
        }
    }
}
