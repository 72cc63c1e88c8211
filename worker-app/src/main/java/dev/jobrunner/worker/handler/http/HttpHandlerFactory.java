package dev.jobrunner.worker.handler.http;

import dev.jobrunner.worker.handler.HandlerFactory;
import dev.jobrunner.worker.handler.TaskHandler;
import java.util.Locale;

/** Makes handlers from addresses that begin with {@code https://} or {@code http://}. */
final class HttpHandlerFactory implements HandlerFactory {

    private final Caller caller;

    HttpHandlerFactory(Caller caller) {
        this.caller = caller;
    }

    @Override
    public boolean accepts(String value) {
        String lowerCase = value.toLowerCase(Locale.ROOT);
        return lowerCase.startsWith("https://") || lowerCase.startsWith("http://");
    }

    @Override
    public TaskHandler create(String taskType, String value) {
        return new HttpHandler(taskType, Endpoint.parse(value), caller);
    }
}
