package dev.jobrunner.scheduler.dashboard;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;

/**
 * What the error page says.
 *
 * @param title what is the matter, in a few words
 * @param sentence what to do
 */
public record Failure(String title, String sentence) {

    private static final String ATTRIBUTE = Failure.class.getName();

    /** Remembers it for the error page that this request ends on. */
    void keepFor(HttpServletRequest request) {
        request.setAttribute(ATTRIBUTE, this);
    }

    static Failure of(HttpServletRequest request) {
        if (request.getAttribute(ATTRIBUTE) instanceof Failure known) {
            return known;
        }
        Object status = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE);
        return ofStatus(status instanceof Integer code ? code : 500);
    }

    static Failure ofStatus(int status) {
        return switch (status) {
            case 400 ->
                new Failure("That cannot be read", "The address or the form holds a value that is not allowed.");
            case 401 -> new Failure("Please sign in", "This page is for people who are signed in.");
            case 403 ->
                new Failure(
                        "Not allowed",
                        "Your role does not allow this, or the page was open for too long: go back and reload.");
            case 404 -> new Failure("Not found", "There is nothing at this address; it may have been deleted.");
            case 405 -> new Failure("Not possible", "This address does not take that kind of request.");
            case 409 -> new Failure("Not possible now", "Its state has changed meanwhile: go back and reload.");
            case 429 -> new Failure("Too many attempts", "Wait a minute and try again.");
            case 503 -> new Failure("Not available now", "Try again in a moment; the scheduler's log says why.");
            default ->
                new Failure("Something went wrong", "The scheduler's log says what; nothing else is known here.");
        };
    }
}
