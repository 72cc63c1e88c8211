package dev.jobrunner.worker.handler;

import java.util.List;

/** The worker cannot start because of its handlers. The message lists every problem, one a line, without secrets. */
public final class InvalidHandlersException extends RuntimeException {

    InvalidHandlersException(List<String> problems) {
        super(
                problems.size() == 1
                        ? problems.get(0)
                        : problems.size() + " handlers are wrong:\n- " + String.join("\n- ", problems));
    }
}
